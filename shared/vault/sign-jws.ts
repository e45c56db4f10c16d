import type { Signer } from './signer.ts';

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
}

/**
 * Signs a payload as a JWS of the given type, in compact form (RFC 7515), with ES256.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function signJws(
  signer: Pick<Signer, 'keyId' | 'sign'>,
  type: string,
  payload: unknown,
): Promise<string> {
  const header = { alg: 'ES256', typ: type, kid: signer.keyId };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await signer.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}
