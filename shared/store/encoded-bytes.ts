import type { DocumentData } from './store.ts';

/**
 * The number of bytes that Protobuf adds to a value or to a document, rounded up. The number for a
 * document includes the bytes of the document's path.
 */
const fieldOverheadBytes = 16;
const documentOverheadBytes = 256;

/**
 * The approximate number of bytes of a document in a request to the database, or in the database's
 * answer.
 */
export function encodedBytes(data: DocumentData): number {
  let bytes = documentOverheadBytes;
  for (const [name, value] of Object.entries(data)) {
    bytes += name.length + fieldOverheadBytes;
    if (value instanceof Uint8Array) bytes += value.length;
    else if (typeof value === 'string') bytes += value.length;
    else if (Array.isArray(value)) bytes += value.join('').length + value.length * 4;
  }
  return bytes;
}
