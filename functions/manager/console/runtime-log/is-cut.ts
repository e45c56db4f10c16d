const cutMark = '… [cut]';

/** Whether the API shortened a text because it exceeded the limit of an entry. */
export function isCut(value: unknown): boolean {
  return typeof value === 'string' && value.endsWith(cutMark);
}
