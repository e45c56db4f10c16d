import type { AesField } from '#shared/categories/define-category.ts';

/** A field's value as the bytes that will be encrypted. */
export function encodeField(field: AesField, value: unknown): Uint8Array {
  const text = field.encoding === 'text' ? (value as string) : JSON.stringify(value);
  return Buffer.from(text, 'utf8');
}

/** The inverse of {@link encodeField}. */
export function decodeField(field: AesField, bytes: Uint8Array): unknown {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return field.encoding === 'text' ? text : JSON.parse(text);
}
