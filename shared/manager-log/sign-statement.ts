import type * as z from 'zod';
import { KeyDenied, KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { openJws } from '#shared/vault/open-jws.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';

/**
 * A kind of signed statement about a log. The verification never accepts a statement of one kind as
 * another kind.
 */
export type StatementKind<T> = {
  /** The `typ` in the header of the signed statement, which is a JWS. */
  readonly type: string;
  readonly payload: z.ZodType<T>;
};

/** The gRPC status for a missing right, see https://grpc.io/docs/guides/status-codes/ */
const permissionDenied = 7;

/**
 * Signs a statement.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function signStatement<T>(
  signer: Pick<Signer, 'keyId' | 'sign'>,
  { type }: StatementKind<T>,
  payload: T,
): Promise<string> {
  return signJws(signer, type, payload);
}

/**
 * The content of a statement, if it has this kind and a valid signature of the key in its header.
 * @throws an error in all other cases
 */
export async function openStatement<T>(
  keys: PublicKeys,
  { type, payload: schema }: StatementKind<T>,
  jws: string,
): Promise<T> {
  return schema.parse(await openJws(keys, type, jws));
}

/**
 * Like {@link openStatement}, but returns undefined if Mayfly has not signed the statement. It
 * throws only errors of the key service.
 * @throws KeyServiceUnavailable; KeyDenied if the process may not read any public key
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
    // `KeyDenied` can mean two things here. A missing right is an error. A key version that never
    // existed shows that the statement is forged.
    if (error instanceof KeyDenied && error.cause === permissionDenied) throw error;
    return undefined;
  }
}
