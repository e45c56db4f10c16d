/**
 * Converts the name of a field to words: `lieferDatum` and `liefer_datum` become `Liefer datum`.
 */
export function readableName(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  if (words === '') return name;
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
