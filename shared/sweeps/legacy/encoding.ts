/** The encodings of ciphertexts in a line. With `raw`, each character of the string is one byte. */
export const encodings = ['base64', 'hex', 'raw'] as const;

export type Encoding = (typeof encodings)[number];

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const hex = /^(?:[0-9A-Fa-f]{2})*$/;

function isLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

/**
 * The decoded bytes of a text. Base64 may also use the alphabet for URLs. Undefined if the text has
 * another encoding.
 */
export function decodeBytes(text: string, encoding: Encoding): Uint8Array | undefined {
  if (encoding === 'hex') return hex.test(text) ? Buffer.from(text, 'hex') : undefined;
  if (encoding === 'raw') return isLatin1(text) ? Buffer.from(text, 'latin1') : undefined;
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  return base64.test(plain) ? Buffer.from(plain, 'base64') : undefined;
}
