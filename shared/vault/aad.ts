/** The place that a ciphertext belongs to. It opens nowhere else. */
export type Place = {
  readonly tenant: string;
  /** The category, or the declared collection, of the document. */
  readonly category: string;
  readonly recordId: string;
  readonly field: string;
};

/**
 * Additional authenticated data of an envelope: format | tenant | category | record id | field. No
 * part may contain the separator, so two different places never have the same bytes (NIST SP
 * 800-38D, section 7.1).
 */
export function encodeAad(format: number, place: Place): Uint8Array {
  const parts = [place.tenant, place.category, place.recordId, place.field];
  if (parts.some((part) => part === '' || part.includes('|')))
    throw new Error('a place has no empty part and no separator in it');
  return Buffer.from([String(format), ...parts].join('|'), 'utf8');
}
