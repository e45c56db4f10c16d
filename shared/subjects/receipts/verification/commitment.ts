/** The identifiers in an erasure's request: kinds and values, each value in its normalised form. */
export type Asked = { readonly [name: string]: string };

const saltBytes = 16;
const saltPattern = /^[A-Za-z0-9_-]{22}$/;
const label = 'mayfly-commitment-1';

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Writes random bytes as the text of a salt. */
export function encodeSalt(bytes: Uint8Array): string {
  if (bytes.length !== saltBytes) throw new Error('the salt does not have 16 bytes');
  return encode(bytes);
}

/** Reads the bytes of a salt. Undefined if the text is not a salt. */
export function decodeSalt(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!saltPattern.test(text)) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return encode(bytes) === text ? bytes : undefined;
}

/** The number of random bytes in a salt. */
export const saltLength = saltBytes;

/**
 * The commitment to the identifiers, in hex: HMAC-SHA-256 with the salt as key. Without the salt
 * nobody can check whether values belong to the commitment. This function runs in Node and in
 * browsers.
 */
export async function commitTo(asked: Asked, salt: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto;
  const pairs = Object.entries(asked).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = new TextEncoder().encode(JSON.stringify([label, ...pairs]));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await subtle.importKey('raw', salt, algorithm, false, ['sign']);
  const mac = new Uint8Array(await subtle.sign('HMAC', key, text));
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
