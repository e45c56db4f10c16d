/**
 * Google Cloud regions inside the European Union (https://cloud.google.com/about/locations). London
 * (`europe-west2`) and Zürich (`europe-west6`) are in Europe, but not in the Union.
 */
const euRegions = [
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
] as const;

/**
 * Multi-regions that are completely in the Union, for each product. Two products may use one name
 * for different places: for example, Spanner and Cloud Storage both use `eur7`. Names that are not
 * in this list are refused, even if Google adds them later.
 */
const multiRegions = {
  /** Cloud Run has no multi-regions. */
  compute: [],
  /**
   * `eur3` is Belgium and the Netherlands, with a witness in Finland
   * (https://cloud.google.com/firestore/docs/locations).
   */
  database: ['eur3'],
  /**
   * `europe` stores no data in London or Zürich (https://cloud.google.com/kms/docs/locations, note
   * 1). A deployment with databases in `eur3` can use it.
   */
  keys: ['europe', 'eur3'],
} as const;

/**
 * The kinds of resources that have a location: functions, Firestore databases and KMS key rings.
 */
export type Placed = keyof typeof multiRegions;

/** True if a product's location is completely in the European Union. */
export function isEuLocation(placed: Placed, location: string): boolean {
  const allowed: readonly string[] = [...euRegions, ...multiRegions[placed]];
  return allowed.includes(location);
}
