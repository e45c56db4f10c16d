import type { DataKey } from './data-key.ts';
import { asJoined } from './join-parts.ts';

/** The place of a ciphertext. It cannot be decrypted for another place. */
export type Place = {
  readonly tenant: string;
  /** The category of the document, or its declared collection. */
  readonly category: string;
  readonly recordId: string;
  readonly field: string;
};

/**
 * Additional authenticated data of an envelope: version | tenant | category | record id | field |
 * key id. With a key of format 1 the key id is left out. No part is empty or contains the
 * separator. So two different places never have the same bytes.
 */
export function encodeAad(
  version: number,
  { tenant, category, recordId, field }: Place,
  key: Pick<DataKey, 'id' | 'format'>,
): Uint8Array {
  if (tenant === '' || category === '' || recordId === '' || field === '' || key.id === '')
    throw new Error('a part of the place or of the key is empty');
  // This text is made for each field, so it is joined without an array, which is faster.
  const place = `${version}|${tenant}|${category}|${recordId}|${field}`;
  const joined = key.format === 1 ? asJoined(place, 5) : asJoined(`${place}|${key.id}`, 6);
  return Buffer.from(joined, 'utf8');
}
