import { CompactEncrypt, compactDecrypt, type JWEHeaderParameters } from 'jose';
import { StoreUnavailable } from '#shared/store/store.ts';
import { KeyDenied, KeyServiceUnavailable, WrappedKeyDamaged } from '#shared/vault/key-wrapper.ts';
import type { SessionKeys } from './session-keys.ts';

/** The kinds of cookies. A cookie of one kind is never accepted as another. */
export type CookieKind = 'session' | 'sign-in';

const alg = 'dir';
const enc = 'A256GCM';

/**
 * Encrypts a text as a JWE (RFC 7516) with today’s key: direct encryption with AES-256-GCM. The
 * header, which contains the kind, is authenticated.
 */
export async function sealCookie(
  keys: SessionKeys,
  kind: CookieKind,
  text: string,
): Promise<string> {
  const key = await keys.current();
  return new CompactEncrypt(Buffer.from(text, 'utf8'))
    .setProtectedHeader({ alg, enc, kid: key.day, typ: kind })
    .encrypt(key.cookie);
}

class NoSuchKey extends Error {}

/**
 * True if an error is a failure of our own services. In this case the cookie may be valid, so the
 * error must not be hidden.
 */
function isOurs(error: unknown): boolean {
  const ours = [KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged, StoreUnavailable];
  return ours.some((type) => error instanceof type);
}

/**
 * Decrypts a text that {@link sealCookie} has made. Undefined for any other text.
 * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged, StoreUnavailable
 */
export async function openCookie(
  keys: SessionKeys,
  kind: CookieKind,
  sealed: string,
): Promise<string | undefined> {
  const keyOf = async ({ kid = '', typ, zip }: JWEHeaderParameters) => {
    const key = typ === kind && zip === undefined ? await keys.find(kid) : undefined;
    if (key === undefined) throw new NoSuchKey();
    return key.cookie;
  };
  try {
    const { plaintext } = await compactDecrypt(sealed, keyOf, {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
    });
    return Buffer.from(plaintext).toString('utf8');
  } catch (error) {
    if (isOurs(error)) throw error;
    return undefined;
  }
}
