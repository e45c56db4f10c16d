const cutMark = '… [cut]';

/** Tells whether the API has cut a text because it was longer than an entry allows. */
export function isCut(value: unknown): boolean {
  return typeof value === 'string' && value.endsWith(cutMark);
}
