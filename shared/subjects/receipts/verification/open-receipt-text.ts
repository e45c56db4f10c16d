import { receiptFormat, receiptType } from './receipt-format.ts';

/** The content of a receipt as it was signed: instants as RFC 3339, hashes in hex. */
export type ReceiptText = {
  readonly kind: string;
  readonly tenant: string;
  readonly number: number;
  readonly previous: string | null;
  readonly issued_at: string;
  readonly [name: string]: unknown;
};

/** Why a text is no receipt of this service. */
export type Defect =
  | 'no-receipt'
  | 'another-kind-of-statement'
  | 'unknown-key'
  | 'signature-wrong'
  | 'format-unknown';

/** A public key of the service, as it publishes it (RFC 7517). */
export type PublishedKey = {
  readonly kty?: unknown;
  readonly crv?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly kid?: unknown;
};

export type Opened =
  | { readonly receipt: ReceiptText; readonly hash: string; readonly keyId: string }
  | { readonly defect: Defect };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The bytes of base64url. Undefined for any other spelling of the same bytes, so no character can
 * be changed.
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

async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isPlace({ tenant, number, previous, kind }: { readonly [name: string]: unknown }) {
  const isNumber = typeof number === 'number' && Number.isSafeInteger(number) && number > 0;
  const isHash = typeof previous === 'string' && /^[0-9a-f]{64}$/.test(previous);
  return (
    typeof tenant === 'string' &&
    typeof kind === 'string' &&
    isNumber &&
    (number === 1 ? previous === null : isHash)
  );
}

/**
 * Returns the content of a receipt that one of the keys has signed. It accepts only a JWS in
 * compact form (RFC 7515), with ES256 and the type of receipts. Runs in Node and in browsers, and
 * asks nobody.
 */
export async function openReceiptText(
  text: string,
  keys: readonly PublishedKey[],
): Promise<Opened> {
  const [first = '', second = '', third = '', ...more] = text.split('.');
  const [header, payload, signature] = [first, second, third].map(decode);
  if (more.length > 0 || !header || !payload || !signature) return { defect: 'no-receipt' };
  const { alg, typ, kid, ...unknown } = parseObject(header) ?? {};
  if (typ !== receiptType) return { defect: 'another-kind-of-statement' };
  if (alg !== 'ES256' || Object.keys(unknown).length > 0) return { defect: 'no-receipt' };
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined || typeof kid !== 'string') return { defect: 'unknown-key' };
  const isSigned = await isSignedBy(key, `${first}.${second}`, signature);
  if (!isSigned) return { defect: 'signature-wrong' };
  const receipt = parseObject(payload);
  if (receipt?.['format'] !== receiptFormat || !isPlace(receipt))
    return { defect: 'format-unknown' };
  return { receipt: receipt as ReceiptText, hash: await sha256(text), keyId: kid };
}
