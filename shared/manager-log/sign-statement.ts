import type * as z from 'zod';
import { KeyDenied, KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { openJws } from '#shared/vault/open-jws.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';

/** A kind of thing that is said about a log, signed. One kind never passes for another. */
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

/** What a statement says, when it is one of its kind that was signed by the key it names. @throws for anything else */
export async function openStatement<T>(
  keys: PublicKeys,
  { type, payload: schema }: StatementKind<T>,
  jws: string,
): Promise<T> {
  return schema.parse(await openJws(keys, type, jws));
}

/**
 * As {@link openStatement}; undefined when it is none of ours. The key service's own failures say nothing of it.
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
    // No grant at all is one thing, a statement that names a version which never was another.
    if (error instanceof KeyDenied && error.cause === permissionDenied) throw error;
    return undefined;
  }
}
