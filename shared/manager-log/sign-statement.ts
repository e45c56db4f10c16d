import { compactVerify, decodeProtectedHeader, importSPKI } from 'jose';
import type * as z from 'zod';
import { KeyDenied, KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';

/** A kind of thing that is said about a log, signed. One kind never passes for another. */
export type StatementKind<T> = {
  /** `typ` in the header. */
  readonly type: string;
  readonly payload: z.ZodType<T>;
};

/** gRPC status, https://grpc.io/docs/guides/status-codes/ */
const permissionDenied = 7;

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
}

/** Signs a statement: a JWS in compact form (RFC 7515), ES256. @throws KeyServiceUnavailable, KeyDenied */
export async function signStatement<T>(
  signer: Pick<Signer, 'keyId' | 'sign'>,
  { type }: StatementKind<T>,
  payload: T,
): Promise<string> {
  const header = { alg: 'ES256', typ: type, kid: signer.keyId };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await signer.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** What a statement says, when it is one of its kind that was signed by the key it names. @throws for anything else */
export async function openStatement<T>(
  keys: PublicKeys,
  { type, payload: schema }: StatementKind<T>,
  jws: string,
): Promise<T> {
  const { kid } = decodeProtectedHeader(jws);
  const key = await importSPKI(await keys(kid ?? ''), 'ES256');
  const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES256'] });
  if (protectedHeader.typ !== type) throw new Error('another kind of statement');
  return schema.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
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
