import { createECDH, createHash, createPrivateKey } from 'node:crypto';

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/**
 * ECDSA on P-256 over a digest, DER-encoded (FIPS 186-5, section 6.4.1). By hand because Node
 * signs messages only and would hash the digest again. Not constant-time: for local use.
 */
export function signDigest(privateKeyPem: string, digest: Uint8Array): Buffer {
  const jwk = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const secret = toBigInt(Buffer.from(String(jwk.d), 'base64url'));
  for (;;) {
    const ephemeral = createECDH('prime256v1');
    const point = ephemeral.generateKeys();
    const k = toBigInt(ephemeral.getPrivateKey());
    const r = toBigInt(point.subarray(1, 33)) % order;
    const s = (power(k, order - 2n) * (toBigInt(digest) + r * secret)) % order;
    if (r !== 0n && s !== 0n) return encodeSequence([encodeInteger(r), encodeInteger(s)]);
  }
}

/** By Fermat, `power(k, order - 2)` is the inverse of k. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % order;
    square = (square * square) % order;
  }
  return result;
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function encodeInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const unsigned = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, unsigned.length), unsigned]);
}

function encodeSequence(items: Buffer[]): Buffer {
  const body = Buffer.concat(items);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
