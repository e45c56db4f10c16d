import type * as z from 'zod';
import { KeyDenied, KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { openJws } from '#shared/vault/open-jws.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';

/** A kind of signed statement about a log. A statement of one kind is never accepted as another. */
export type StatementKind<T> = {
  /** `typ` in the header. */
  readonly type: string;
  readonly payload: z.ZodType<T>;
};

/** gRPC status, https://grpc.io/docs/guides/status-codes/ */
const permissionDenied = 7;

/** Signs a statement. @throws KeyServiceUnavailable, KeyDenied */
export async function signStatement<T>(
  signer: Pick<Signer, 'keyId' | 'sign'>,
  { type }: StatementKind<T>,
  payload: T,
): Promise<string> {
  return signJws(signer, type, payload);
}

/**
 * The content of a statement, if it has this kind and was signed by the key it names. @throws for
 * anything else
 */
export async function openStatement<T>(
  keys: PublicKeys,
  { type, payload: schema }: StatementKind<T>,
  jws: string,
): Promise<T> {
  return schema.parse(await openJws(keys, type, jws));
}

/**
 * Like {@link openStatement}, but undefined for a statement that is not ours. Failures of the key
 * service are thrown.
 * @throws KeyServiceUnavailable; KeyDenied where nothing may be checked at all
 */
export async function tryOpenStatement<T>(
  keys: PublicKeys,
  kind: StatementKind<T>,
  jws: unknown,
): Promise<T | undefined> {
  try {
    return await openStatement(keys, kind, String(jws));
  } catch (error) {
    if (error instanceof KeyServiceUnavailable) throw error;
    // A missing grant is distinguished from a statement that names a version which never existed.
    if (error instanceof KeyDenied && error.cause === permissionDenied) throw error;
    return undefined;
  }
}
