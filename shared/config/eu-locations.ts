/**
 * Google Cloud locations inside the European Union, and the multi-regions that lie there whole
 * (https://cloud.google.com/about/locations). London (`europe-west2`) and Zürich (`europe-west6`) are in
 * Europe and not in the Union.
 */
const euLocations: ReadonlySet<string> = new Set([
  'europe', // Cloud KMS multi-region, pairs with `eur3`
  'eur3', // Belgium and Netherlands
  'europe-central2', // Warsaw
  'europe-north1', // Hamina
  'europe-north2', // Stockholm
  'europe-southwest1', // Madrid
  'europe-west1', // St. Ghislain
  'europe-west3', // Frankfurt
  'europe-west4', // Eemshaven
  'europe-west8', // Milan
  'europe-west9', // Paris
  'europe-west10', // Berlin
  'europe-west12', // Turin
]);

/** Whether a Google Cloud location lies in the European Union. */
export function isEuLocation(location: string): boolean {
  return euLocations.has(location);
}
