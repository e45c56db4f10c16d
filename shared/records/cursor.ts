import { createHash } from 'node:crypto';
import { Problem } from '#shared/base/problems/problem.ts';
import { isRecordId } from '#shared/store/document-ids.ts';

const digestBytes = 8;

/**
 * The id of a receipt or seal: a number with at least eight digits. If a forged document had this
 * id first, the id continues with a dot and a second number.
 */
const numberedId = /^\d{8,15}(?:\.\d{1,4})?$/;

/**
 * The tenant, the list and the filters for which a cursor was made. Every other list refuses the
 * cursor.
 */
export type CursorScope = readonly string[];

function digest(scope: CursorScope, position: string): Buffer {
  const text = JSON.stringify([scope, position]);
  return createHash('sha256').update(text, 'utf8').digest().subarray(0, digestBytes);
}

/**
 * Encodes a place in a list as a text. The text contains instants, numbers or names, an id, and a
 * digest over the place and its {@link CursorScope}. The text is not encrypted, and contains no
 * personal value.
 */
export function encodeCursor(scope: CursorScope, position: readonly unknown[]): string {
  const text = JSON.stringify(position);
  return Buffer.concat([digest(scope, text), Buffer.from(text, 'utf8')]).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Parses the position in a cursor, and checks its form. The digest needs no secret, because even a
 * forged cursor shows only data of the caller's tenant.
 */
function parsePosition(text: string, fields: readonly string[]): readonly unknown[] {
  const position = parseJson(text);
  const id: unknown = Array.isArray(position) ? position.at(-1) : undefined;
  const isPlace =
    Array.isArray(position) &&
    position.length === fields.length + 1 &&
    fields.every((field, index) => isPlaceIn(field, position[index])) &&
    typeof id === 'string' &&
    (isRecordId(id) || numberedId.test(id));
  if (!isPlace) throw new Problem('cursor-invalid');
  return position;
}

/**
 * True if a field can have this value. The names of all instants end in `_at`. Other fields by
 * which lists are ordered contain a number, an id or an intent.
 */
function isPlaceIn(field: string, value: unknown): boolean {
  if (field.endsWith('_at')) return Number.isSafeInteger(value) && Number(value) >= 0;
  return Number.isFinite(value) || (typeof value === 'string' && /^[\w.:/-]{1,128}$/.test(value));
}

/**
 * Decodes the position in a list that is ordered by `fields`.
 * @throws Problem `cursor-invalid`
 */
export function decodeCursor(
  scope: CursorScope,
  fields: readonly string[],
  cursor: string,
): readonly unknown[] {
  if (/^[A-Za-z0-9_-]{16,512}$/.test(cursor)) {
    const bytes = Buffer.from(cursor, 'base64url');
    const text = bytes.subarray(digestBytes).toString('utf8');
    if (digest(scope, text).equals(bytes.subarray(0, digestBytes)))
      return parsePosition(text, fields);
  }
  throw new Problem('cursor-invalid');
}
