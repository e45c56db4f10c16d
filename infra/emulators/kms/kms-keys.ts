import type { protos } from '@google-cloud/kms';
import { GrpcFailure, invalidField, type UnaryHandlers } from '../grpc/grpc-server.ts';
import { paginate } from '../grpc/paginate.ts';
import type { ProtoFields } from '../grpc/proto-fields.ts';
import { fromProtoTime, toTimestamp } from '../grpc/proto-time.ts';
import {
  addVersion,
  type CryptoKey,
  findKey,
  findRing,
  findVersion,
  type KeyPurpose,
  type KeyVersion,
  type KmsStore,
  notInState,
  requireEnabled,
  requirePurpose,
  versionName,
} from './kms-state.ts';

type Messages = typeof protos.google.cloud.kms.v1;
type Fields<Name extends keyof Messages> = ProtoFields<Messages, Name>;

const dayMs = 86_400_000;
const algorithms = {
  ENCRYPT_DECRYPT: 'GOOGLE_SYMMETRIC_ENCRYPTION',
  ASYMMETRIC_SIGN: 'EC_SIGN_P256_SHA256',
} as const satisfies Record<KeyPurpose, string>;

/**
 * Creates the handlers that manage key rings, keys and versions. `createCryptographyHandlers`
 * creates the handlers that use keys.
 */
export function createKeyHandlers(store: KmsStore, now: () => number): UnaryHandlers {
  return {
    CreateKeyRing({ parent, keyRingId }: Fields<'CreateKeyRingRequest'>) {
      if (!/^projects\/[^/]+\/locations\/[^/]+$/.test(parent ?? '')) throw invalidField('parent');
      const name = `${parent}/keyRings/${requireId(keyRingId, 'key_ring_id')}`;
      if (Object.hasOwn(store.state.rings, name)) throw exists('KeyRing', name);
      store.state.rings[name] = { createdAt: now() };
      store.save();
      return describeRing(store, name);
    },
    GetKeyRing({ name }: Fields<'GetKeyRingRequest'>) {
      findRing(store, name ?? '');
      return describeRing(store, name ?? '');
    },
    CreateCryptoKey(request: Fields<'CreateCryptoKeyRequest'>) {
      const { parent, cryptoKeyId, cryptoKey, skipInitialVersionCreation } = request;
      findRing(store, parent ?? '');
      const name = `${parent}/cryptoKeys/${requireId(cryptoKeyId, 'crypto_key_id')}`;
      if (Object.hasOwn(store.state.keys, name)) throw exists('CryptoKey', name);
      const key = draftKey(name, cryptoKey ?? {}, now());
      if (!skipInitialVersionCreation) {
        const { number } = addVersion(key, now());
        if (key.purpose === 'ENCRYPT_DECRYPT') key.primary = number;
      }
      store.state.keys[name] = key;
      store.save();
      return describeKey(key);
    },
    GetCryptoKey: ({ name }: Fields<'GetCryptoKeyRequest'>) =>
      describeKey(findKey(store, name ?? '')),
    ListCryptoKeys(request: Fields<'ListCryptoKeysRequest'>) {
      findRing(store, request.parent ?? '');
      const keys = Object.values(store.state.keys)
        .filter(({ name }) => name.startsWith(`${request.parent}/cryptoKeys/`))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const { page, ...rest } = paginate(keys, request);
      return { cryptoKeys: page.map(describeKey), ...rest };
    },
    UpdateCryptoKey({ cryptoKey }: Fields<'UpdateCryptoKeyRequest'>) {
      const key = findKey(store, cryptoKey?.name ?? '');
      const { rotation: _rotation, ...others } = key;
      const rotation = readRotation({ ...cryptoKey, purpose: key.purpose });
      const changed = rotation === undefined ? others : { ...others, rotation };
      store.state.keys[key.name] = changed;
      store.save();
      return describeKey(changed);
    },
    CreateCryptoKeyVersion({ parent }: Fields<'CreateCryptoKeyVersionRequest'>) {
      const key = findKey(store, parent ?? '');
      const version = addVersion(key, now());
      store.save();
      return describeVersion(key, version);
    },
    ListCryptoKeyVersions(request: Fields<'ListCryptoKeyVersionsRequest'>) {
      const key = findKey(store, request.parent ?? '');
      const { page, ...rest } = paginate(key.versions, request);
      const cryptoKeyVersions = page.map((version) => describeVersion(key, version));
      return { cryptoKeyVersions, ...rest };
    },
    UpdateCryptoKeyPrimaryVersion(request: Fields<'UpdateCryptoKeyPrimaryVersionRequest'>) {
      const versionPath = `${request.name}/cryptoKeyVersions/${request.cryptoKeyVersionId}`;
      const [key, version] = findVersion(store, versionPath);
      requirePurpose(key, 'ENCRYPT_DECRYPT');
      requireEnabled(key, version);
      key.primary = version.number;
      store.save();
      return describeKey(key);
    },
    DestroyCryptoKeyVersion({ name }: Fields<'DestroyCryptoKeyVersionRequest'>) {
      const [key, version] = findVersion(store, name ?? '');
      if (version.state !== 'DISABLED') requireEnabled(key, version);
      version.state = 'DESTROY_SCHEDULED';
      version.destroyAt = now() + key.destroyAfterMs;
      store.save();
      return describeVersion(key, version);
    },
    RestoreCryptoKeyVersion({ name }: Fields<'RestoreCryptoKeyVersionRequest'>) {
      const [key, version] = findVersion(store, name ?? '');
      if (version.state !== 'DESTROY_SCHEDULED') throw notInState(key, version);
      version.state = 'DISABLED';
      delete version.destroyAt;
      store.save();
      return describeVersion(key, version);
    },
    UpdateCryptoKeyVersion(request: Fields<'UpdateCryptoKeyVersionRequest'>) {
      const { cryptoKeyVersion, updateMask } = request;
      if (updateMask?.paths?.join() !== 'state') throw invalidField('update_mask');
      const [key, version] = findVersion(store, cryptoKeyVersion?.name ?? '');
      const state = cryptoKeyVersion?.state;
      if (state !== 'ENABLED' && state !== 'DISABLED') throw invalidField('state');
      if (version.state !== 'ENABLED' && version.state !== 'DISABLED')
        throw notInState(key, version);
      version.state = state;
      store.save();
      return describeVersion(key, version);
    },
  };
}

function draftKey(name: string, fields: Fields<'CryptoKey'>, createdAt: number): CryptoKey {
  const { purpose, versionTemplate, labels, destroyScheduledDuration } = fields;
  if (purpose !== 'ENCRYPT_DECRYPT' && purpose !== 'ASYMMETRIC_SIGN') throw invalidField('purpose');
  const algorithm = versionTemplate?.algorithm;
  const unset = !algorithm || algorithm === 'CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED';
  const needsAlgorithm = purpose === 'ASYMMETRIC_SIGN';
  if (unset ? needsAlgorithm : algorithm !== algorithms[purpose]) {
    throw invalidField('version_template.algorithm');
  }
  const destroyAfterMs = fromProtoTime(destroyScheduledDuration) ?? 30 * dayMs;
  if (destroyAfterMs < dayMs || destroyAfterMs > 120 * dayMs) {
    throw invalidField('destroy_scheduled_duration');
  }
  const rotation = readRotation(fields);
  const key = { name, purpose, createdAt, labels: labels ?? {}, destroyAfterMs, versions: [] };
  return rotation === undefined ? key : { ...key, rotation };
}

/**
 * Reads the rotation from the fields of a new or changed key. With a rotation period, the request
 * must also state the time of the next rotation. The key must be for encryption, because Cloud KMS
 * never rotates signing keys.
 */
function readRotation(fields: Fields<'CryptoKey'>): CryptoKey['rotation'] {
  const periodMs = fromProtoTime(fields.rotationPeriod);
  const nextAt = fromProtoTime(fields.nextRotationTime);
  if (periodMs === undefined) return undefined;
  if (periodMs < dayMs || fields.purpose !== 'ENCRYPT_DECRYPT')
    throw invalidField('rotation_period');
  if (nextAt === undefined) throw invalidField('next_rotation_time');
  return { periodMs, nextAt };
}

function describeRing(store: KmsStore, name: string): object {
  return { name, createTime: toTimestamp(store.state.rings[name]?.createdAt ?? 0) };
}

function describeKey(key: CryptoKey): object {
  const primary = key.versions.find(({ number }) => number === key.primary);
  return {
    name: key.name,
    purpose: key.purpose,
    createTime: toTimestamp(key.createdAt),
    labels: key.labels,
    versionTemplate: { algorithm: algorithms[key.purpose], protectionLevel: 'SOFTWARE' },
    destroyScheduledDuration: toTimestamp(key.destroyAfterMs),
    ...(key.rotation && {
      rotationPeriod: toTimestamp(key.rotation.periodMs),
      nextRotationTime: toTimestamp(key.rotation.nextAt),
    }),
    ...(primary && { primary: describeVersion(key, primary) }),
  };
}

function describeVersion(key: CryptoKey, version: KeyVersion): object {
  return {
    name: versionName(key, version),
    state: version.state,
    protectionLevel: 'SOFTWARE',
    algorithm: algorithms[key.purpose],
    createTime: toTimestamp(version.createdAt),
    generateTime: toTimestamp(version.createdAt),
    ...(version.destroyAt !== undefined && { destroyTime: toTimestamp(version.destroyAt) }),
  };
}

function requireId(id: string | null | undefined, field: string): string {
  if (!/^[A-Za-z0-9_-]{1,63}$/.test(id ?? '')) throw invalidField(field);
  return id ?? '';
}

function exists(kind: string, name: string): GrpcFailure {
  return new GrpcFailure('ALREADY_EXISTS', `${kind} ${name} already exists.`);
}
