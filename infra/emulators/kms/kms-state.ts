import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readStateFile, writeStateFile } from '../../local/stack/write-state-file.ts';
import { GrpcFailure } from '../grpc/grpc-server.ts';

export type KeyPurpose = 'ENCRYPT_DECRYPT' | 'ASYMMETRIC_SIGN';

export interface KeyVersion {
  number: number;
  state: 'ENABLED' | 'DISABLED' | 'DESTROY_SCHEDULED' | 'DESTROYED';
  createdAt: number;
  destroyAt?: number;
  /**
   * The AES key in base64, or the signing key as PKCS #8 PEM. It is empty after the destruction.
   */
  material: string;
}

export interface CryptoKey {
  name: string;
  purpose: KeyPurpose;
  createdAt: number;
  labels: Record<string, string>;
  destroyAfterMs: number;
  /**
   * The rotation is stored and returned as in Cloud KMS. But the emulator never rotates a key: it
   * creates new versions only on request.
   */
  rotation?: { periodMs: number; nextAt: number };
  primary?: number;
  versions: KeyVersion[];
}

export interface KmsState {
  rings: Record<string, { createdAt: number }>;
  keys: Record<string, CryptoKey>;
}

export interface KmsStore {
  state: KmsState;
  /** Milliseconds since the epoch. */
  now(): number;
  save(): void;
}

export function openKmsStore(stateFile: string | undefined, now: () => number): KmsStore {
  const empty: KmsState = { rings: {}, keys: {} };
  if (stateFile === undefined) return { state: empty, now, save: () => {} };
  const state = (readStateFile(stateFile) as KmsState | undefined) ?? empty;
  return { state, now, save: () => writeStateFile(stateFile, state) };
}

export function addVersion(key: CryptoKey, now: number): KeyVersion {
  const version: KeyVersion = {
    number: key.versions.length + 1,
    state: 'ENABLED',
    createdAt: now,
    material: createMaterial(key.purpose),
  };
  key.versions.push(version);
  return version;
}

function createMaterial(purpose: KeyPurpose): string {
  if (purpose === 'ENCRYPT_DECRYPT') return randomBytes(32).toString('base64');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function findRing({ state }: KmsStore, name: string): void {
  if (!Object.hasOwn(state.rings, name)) {
    throw new GrpcFailure('NOT_FOUND', `KeyRing ${name} not found.`);
  }
}

export function findKey(store: KmsStore, name: string): CryptoKey {
  const key = Object.hasOwn(store.state.keys, name) ? store.state.keys[name] : undefined;
  if (!key) throw new GrpcFailure('NOT_FOUND', `CryptoKey ${name} not found.`);
  const due = key.versions.filter(
    ({ state, destroyAt }) => state === 'DESTROY_SCHEDULED' && (destroyAt ?? 0) <= store.now(),
  );
  for (const version of due) {
    version.state = 'DESTROYED';
    version.material = '';
  }
  if (due.length > 0) store.save();
  return key;
}

export function versionName(key: CryptoKey, version: KeyVersion): string {
  return `${key.name}/cryptoKeyVersions/${version.number}`;
}

export function findVersion(store: KmsStore, name: string): [CryptoKey, KeyVersion] {
  const [keyName = '', number = ''] = name.split('/cryptoKeyVersions/');
  const key = findKey(store, keyName);
  const version = key.versions.find((candidate) => String(candidate.number) === number);
  if (!version) throw new GrpcFailure('NOT_FOUND', `CryptoKeyVersion ${name} not found.`);
  return [key, version];
}

export function notInState(key: CryptoKey, version: KeyVersion): GrpcFailure {
  return new GrpcFailure(
    'FAILED_PRECONDITION',
    `${versionName(key, version)} does not allow this, current state is: ${version.state}.`,
  );
}

export function requireEnabled(key: CryptoKey, version: KeyVersion): void {
  if (version.state !== 'ENABLED') throw notInState(key, version);
}

export function requirePurpose(key: CryptoKey, purpose: KeyPurpose): void {
  if (key.purpose === purpose) return;
  throw new GrpcFailure(
    'FAILED_PRECONDITION',
    `${key.name} has purpose ${key.purpose}; this call needs ${purpose}.`,
  );
}
