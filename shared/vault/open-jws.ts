import { compactVerify, decodeProtectedHeader, importSPKI } from 'jose';
import type { PublicKeys } from './signer.ts';

/**
 * Returns the payload of a JWS of the given type. The signature must be valid for the key that the
 * header names, with ES256 and no other algorithm.
 * @throws if the text is no such JWS; also the errors of `keys`
 */
export async function openJws(keys: PublicKeys, type: string, jws: string): Promise<unknown> {
  const { kid } = decodeProtectedHeader(jws);
  const key = await importSPKI(await keys(kid ?? ''), 'ES256');
  const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES256'] });
  if (protectedHeader.typ !== type) throw new Error('the text has another type');
  return JSON.parse(Buffer.from(payload).toString('utf8'));
}
