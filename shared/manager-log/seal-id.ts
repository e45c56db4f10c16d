/** A seal's number as its id, so that of two who make the next seal one meets the other's. */
export function sealId(number: number): string {
  return String(number).padStart(8, '0');
}
