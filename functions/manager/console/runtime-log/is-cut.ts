const cutMark = '… [cut]';

/** Whether the API cut a text, because it was longer than an entry may be. */
export function isCut(value: unknown): boolean {
  return typeof value === 'string' && value.endsWith(cutMark);
}
