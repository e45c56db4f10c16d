import { createPublicKey } from 'node:crypto';
import type { protos } from '@google-cloud/kms';
import { GrpcFailure, invalidField, type UnaryHandlers } from '../grpc/grpc-server.ts';
import type { ProtoFields } from '../grpc/proto-fields.ts';
import { crc32c, verifyCrc32c } from './crc32c.ts';
import { openCiphertext, readVersion, sealPlaintext } from './kms-ciphertext.ts';
import {
  type CryptoKey,
  findKey,
  findVersion,
  type KeyVersion,
  type KmsStore,
  requireEnabled,
  requirePurpose,
  versionName,
} from './kms-state.ts';
import { sha256, signDigest } from './sign-digest.ts';

type Messages = typeof protos.google.cloud.kms.v1;
type Fields<Name extends keyof Messages> = ProtoFields<Messages, Name>;

const inputBytesMax = 65_536;

/**
 * Creates the handlers that encrypt, decrypt and sign, and that return public keys. Like answers of
 * the real service, their answers contain checksums.
 */
export function createCryptographyHandlers(store: KmsStore): UnaryHandlers {
  return {
    Encrypt(request: Fields<'EncryptRequest'>) {
      const plaintext = readBytes('plaintext', request.plaintext);
      const aad = readBytes('additional_authenticated_data', request.additionalAuthenticatedData);
      const [key, version] = findEncryptionVersion(store, request.name ?? '');
      const verified = verifyCrc32c('plaintext', plaintext, request.plaintextCrc32c);
      const ciphertext = sealPlaintext(version, plaintext, aad);
      return {
        name: versionName(key, version),
        ciphertext,
        ciphertextCrc32c: crc32c(ciphertext),
        verifiedPlaintextCrc32c: verified,
        verifiedAdditionalAuthenticatedDataCrc32c: verifyAad(aad, request),
        protectionLevel: 'SOFTWARE',
      };
    },
    Decrypt(request: Fields<'DecryptRequest'>) {
      const ciphertext = toBuffer(request.ciphertext);
      const aad = readBytes('additional_authenticated_data', request.additionalAuthenticatedData);
      const key = findKey(store, request.name ?? '');
      requirePurpose(key, 'ENCRYPT_DECRYPT');
      verifyCrc32c('ciphertext', ciphertext, request.ciphertextCrc32c);
      verifyAad(aad, request);
      const version = readVersion(key, ciphertext);
      requireEnabled(key, version);
      const plaintext = openCiphertext(version, ciphertext, aad);
      return {
        plaintext,
        plaintextCrc32c: crc32c(plaintext),
        usedPrimary: version.number === key.primary,
        protectionLevel: 'SOFTWARE',
      };
    },
    GetPublicKey({ name, publicKeyFormat }: Fields<'GetPublicKeyRequest'>) {
      const [key, version] = findSigningVersion(store, name ?? '');
      const pem = createPublicKey(version.material).export({ type: 'spki', format: 'pem' });
      const data = Buffer.from(pem);
      return {
        name: versionName(key, version),
        algorithm: 'EC_SIGN_P256_SHA256',
        protectionLevel: 'SOFTWARE',
        pem: pem.toString(),
        pemCrc32c: crc32c(data),
        ...(publicKeyFormat === 'PEM' && {
          publicKeyFormat,
          publicKey: { data, crc32cChecksum: crc32c(data) },
        }),
      };
    },
    AsymmetricSign(request: Fields<'AsymmetricSignRequest'>) {
      const [key, version] = findSigningVersion(store, request.name ?? '');
      const data = readBytes('data', request.data);
      if (request.digest ? data.length > 0 : data.length === 0) throw invalidField('digest');
      const digest = request.digest ? toBuffer(request.digest.sha256) : sha256(data);
      if (digest.length !== 32) throw invalidField('digest.sha256');
      const verifiedDigestCrc32c = verifyCrc32c('digest', digest, request.digestCrc32c);
      const verifiedDataCrc32c = verifyCrc32c('data', data, request.dataCrc32c);
      const signature = signDigest(version.material, digest);
      return {
        name: versionName(key, version),
        signature,
        signatureCrc32c: crc32c(signature),
        verifiedDigestCrc32c,
        verifiedDataCrc32c,
        protectionLevel: 'SOFTWARE',
      };
    },
  };
}

function findEncryptionVersion(store: KmsStore, name: string): [CryptoKey, KeyVersion] {
  const named = name.includes('/cryptoKeyVersions/');
  const key = named ? findVersion(store, name)[0] : findKey(store, name);
  requirePurpose(key, 'ENCRYPT_DECRYPT');
  const version = named
    ? findVersion(store, name)[1]
    : key.versions.find(({ number }) => number === key.primary);
  if (!version) throw new GrpcFailure('FAILED_PRECONDITION', `${key.name} has no primary version.`);
  requireEnabled(key, version);
  return [key, version];
}

function findSigningVersion(store: KmsStore, name: string): [CryptoKey, KeyVersion] {
  const [key, version] = findVersion(store, name);
  requirePurpose(key, 'ASYMMETRIC_SIGN');
  requireEnabled(key, version);
  return [key, version];
}

function verifyAad(aad: Uint8Array, request: Fields<'EncryptRequest'>): boolean {
  const sent = request.additionalAuthenticatedDataCrc32c;
  return verifyCrc32c('additional_authenticated_data', aad, sent);
}

function readBytes(field: string, value: Uint8Array | string | null | undefined): Buffer {
  const bytes = toBuffer(value);
  if (bytes.length <= inputBytesMax) return bytes;
  throw new GrpcFailure(
    'INVALID_ARGUMENT',
    `The field ${field} is longer than ${inputBytesMax} bytes.`,
  );
}

function toBuffer(value: Uint8Array | string | null | undefined): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from(value ?? []);
}
