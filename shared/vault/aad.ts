import type { DataKey } from './data-key.ts';

/**
 * The place of a ciphertext: the field to which it belongs. An envelope of version 2 or 3 can be
 * decrypted only for its own place. Version 1 (CBC) has no tag, so its place is not checked.
 */
export type Place = {
  readonly tenant: string;
  /**
   * The id of the document's collection. For restricted records and chunks of files it is the id of
   * the records' category instead.
   */
  readonly category: string;
  readonly recordId: string;
  readonly field: string;
};

function requirePart(part: string): void {
  if (part === '' || part.includes('|')) throw new Error('a part is empty or has a separator');
}

type KeyName = Pick<DataKey, 'id' | 'format'>;

/**
 * The additional data without the record id and the field: `before` is the text in front of these
 * two parts, `after` is the text behind them. The other properties are the parts of these texts.
 */
type Frame = KeyName &
  Pick<Place, 'tenant' | 'category'> & {
    readonly version: number;
    readonly before: string;
    readonly after: string;
  };

function frameOf(version: number, tenant: string, category: string, key: KeyName): Frame {
  for (const part of [tenant, category, key.id]) requirePart(part);
  const before = `${version}|${tenant}|${category}|`;
  const after = key.format === 1 ? '' : `|${key.id}`;
  return { version, tenant, category, id: key.id, format: key.format, before, after };
}

/**
 * The latest frame. It is kept for the next call, because all fields of the records on a page
 * usually have the same frame.
 */
let latest = frameOf(0, '-', '-', { id: '-', format: 2 });

/**
 * Additional authenticated data of an envelope: version | tenant | category | record id | field |
 * key id. With a key of format 1 the key id is left out. No part is empty or contains the
 * separator. So two different places never have the same bytes.
 */
export function encodeAad(
  version: number,
  { tenant, category, recordId, field }: Place,
  key: KeyName,
): Uint8Array {
  const isKnown =
    latest.version === version &&
    latest.tenant === tenant &&
    latest.category === category &&
    latest.id === key.id &&
    latest.format === key.format;
  if (!isKnown) latest = frameOf(version, tenant, category, key);
  requirePart(recordId);
  requirePart(field);
  return Buffer.from(`${latest.before}${recordId}|${field}${latest.after}`, 'utf8');
}
