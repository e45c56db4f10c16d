import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { GrpcFailure } from '../grpc/grpc-server.ts';
import type { CryptoKey, KeyVersion } from './kms-state.ts';

const formatByte = 1;
const headerBytes = 5;
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a plaintext. The result contains a header (format byte, version number), an IV, the
 * sealed bytes and a tag. The tag also authenticates the header and the AAD.
 */
export function sealPlaintext(version: KeyVersion, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(formatByte);
  header.writeUInt32BE(version.number, 1);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(version.material, 'base64'), iv);
  cipher.setAAD(Buffer.concat([header, aad]));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, sealed, cipher.getAuthTag()]);
}

export function readVersion(key: CryptoKey, ciphertext: Buffer): KeyVersion {
  const whole = ciphertext.length >= headerBytes + ivBytes + tagBytes;
  const number = whole && ciphertext[0] === formatByte ? ciphertext.readUInt32BE(1) : 0;
  const version = key.versions.find((candidate) => candidate.number === number);
  if (!version) throw decryptionFailed();
  return version;
}

export function openCiphertext(version: KeyVersion, ciphertext: Buffer, aad: Uint8Array): Buffer {
  const iv = ciphertext.subarray(headerBytes, headerBytes + ivBytes);
  const material = Buffer.from(version.material, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', material, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.concat([ciphertext.subarray(0, headerBytes), aad]));
  decipher.setAuthTag(ciphertext.subarray(-tagBytes));
  try {
    const sealed = ciphertext.subarray(headerBytes + ivBytes, -tagBytes);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw decryptionFailed();
  }
}

function decryptionFailed(): GrpcFailure {
  return new GrpcFailure(
    'INVALID_ARGUMENT',
    "Decryption failed: verify that 'name' refers to the correct CryptoKey.",
  );
}
