import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, importSPKI } from 'jose';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';
import { type SealPayload, sealPayload } from './seal-payload.ts';

const type = 'mayfly-log-seal+jws';

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
}

/** Signs a seal: a JWS in compact form (RFC 7515), ES256. @throws KeyServiceUnavailable, KeyDenied */
export async function signSeal(signer: Signer, payload: SealPayload): Promise<string> {
  const header = { alg: 'ES256', typ: type, kid: signer.keyId };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await signer.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** What a seal says, when it is one that was signed by the key it names. @throws for anything else */
export async function openSeal(keys: PublicKeys, jws: string): Promise<SealPayload> {
  const { kid } = decodeProtectedHeader(jws);
  const key = await importSPKI(await keys(kid ?? ''), 'ES256');
  const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES256'] });
  if (protectedHeader.typ !== type) throw new Error('no seal');
  return sealPayload.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
}

/** How the next seal names this one: SHA-256 of its JWS, in hex. */
export function hashSeal(jws: string): string {
  return createHash('sha256').update(jws, 'ascii').digest('hex');
}
