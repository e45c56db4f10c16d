/** A public key of the service, in the form in which it is published (RFC 7517). */
export type PublishedKey = {
  readonly kty?: unknown;
  readonly crv?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly kid?: unknown;
};

/** The reason why a text is not a JWS of this service and type. */
export type JwsDefect = 'no-jws' | 'another-kind-of-statement' | 'unknown-key' | 'signature-wrong';

export type OpenedJws =
  | {
      /** Undefined if the signed content is not a JSON object. */
      readonly content: { readonly [name: string]: unknown } | undefined;
      readonly keyId: string;
    }
  | { readonly defect: JwsDefect };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes base64url. Several texts can decode to the same bytes. Only the canonical text is
 * accepted, so that a changed character is always noticed.
 */
function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const again = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  if (again !== text) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function parseObject(bytes: Uint8Array): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as { readonly [name: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

async function isSignedBy(
  key: PublishedKey,
  input: string,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const { kty, crv, x, y } = key;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const jwk = { kty, crv, x, y } as JsonWebKey;
    const imported = await subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    const bytes = new TextEncoder().encode(input);
    return await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature, bytes);
  } catch {
    return false;
  }
}

/** The SHA-256 of a text, in hex. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Returns the content of a JWS that one of the published keys has signed. The function accepts only
 * the compact form (RFC 7515), ES256 and the given type. It runs in Node and in browsers, and calls
 * no server.
 */
export async function openPublishedJws(
  keys: readonly PublishedKey[],
  type: string,
  text: string,
): Promise<OpenedJws> {
  const [first = '', second = '', third = '', ...more] = text.split('.');
  const [header, payload, signature] = [first, second, third].map(decode);
  if (more.length > 0 || !header || !payload || !signature) return { defect: 'no-jws' };
  const { alg, typ, kid, ...unknown } = parseObject(header) ?? {};
  if (typ !== type) return { defect: 'another-kind-of-statement' };
  if (alg !== 'ES256' || Object.keys(unknown).length > 0) return { defect: 'no-jws' };
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined || typeof kid !== 'string') return { defect: 'unknown-key' };
  const isSigned = await isSignedBy(key, `${first}.${second}`, signature);
  return isSigned ? { content: parseObject(payload), keyId: kid } : { defect: 'signature-wrong' };
}
