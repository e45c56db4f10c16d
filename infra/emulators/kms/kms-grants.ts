import { emulatorCallerHeader } from '#shared/vault/kms-client.ts';
import { functions, keysFor, operators } from '../../manifest.ts';
import { GrpcFailure } from '../grpc/grpc-server.ts';

/** Ids of the keys that a caller may use, by kind of use. */
export type KeyGrants = {
  readonly encrypts: readonly string[];
  readonly decrypts: readonly string[];
  readonly signs: readonly string[];
  /** Signing keys whose public key the caller may read. */
  readonly verifies: readonly string[];
  /** Keys that the caller may read, and whose versions it may list and schedule for destruction. */
  readonly destroys: readonly string[];
};

/** The keys of each caller, by the caller's name. */
export type KmsGrants = { readonly [caller: string]: KeyGrants };

/** The caller that creates rings, keys and versions, like `apply` in a project. It uses no key. */
const provisioner = 'provisioner';

/** The grants of the manifest, for functions and for people who run a command by hand. */
export const manifestGrants: KmsGrants = Object.fromEntries(
  [...functions, ...operators].map(({ name, grants }): [string, KeyGrants] => {
    const both = keysFor(grants, 'decrypt');
    const decrypts = [...both, ...keysFor(grants, 'unwrap')];
    const encrypts = [...both, ...keysFor(grants, 'encrypt')];
    const [signs, verifies] = [keysFor(grants, 'sign'), keysFor(grants, 'verify')];
    const destroys = keysFor(grants, 'destroy');
    return [name, { decrypts, encrypts, signs, verifies, destroys }];
  }),
);

/**
 * Returns the options of a call by the provisioner. Each time it returns a new object, because the
 * client changes the object.
 */
export function asProvisioner() {
  return { otherArgs: { headers: { [emulatorCallerHeader]: provisioner } } };
}

const permissions: {
  readonly [method: string]: { readonly name: string; readonly grant: keyof KeyGrants };
} = {
  Encrypt: { name: 'cryptoKeyVersions.useToEncrypt', grant: 'encrypts' },
  Decrypt: { name: 'cryptoKeyVersions.useToDecrypt', grant: 'decrypts' },
  AsymmetricSign: { name: 'cryptoKeyVersions.useToSign', grant: 'signs' },
  GetPublicKey: { name: 'cryptoKeyVersions.viewPublicKey', grant: 'verifies' },
  GetCryptoKey: { name: 'cryptoKeys.get', grant: 'destroys' },
  ListCryptoKeyVersions: { name: 'cryptoKeyVersions.list', grant: 'destroys' },
  DestroyCryptoKeyVersion: { name: 'cryptoKeyVersions.destroy', grant: 'destroys' },
};

export interface KmsCall {
  method: string;
  /** The caller's name. It is undefined if the call contains no name. */
  caller: string | undefined;
  /**
   * The full name in the request: of a key, a key version, a key ring or a location. It is empty if
   * the request has none.
   */
  resource: string;
}

/** Refuses a call without a grant, like IAM. The refusal does not tell whether the key exists. */
export function checkGrant(grants: KmsGrants, { method, caller, resource }: KmsCall): void {
  const permission = permissions[method];
  const own = caller !== undefined && Object.hasOwn(grants, caller) ? grants[caller] : undefined;
  const keyId = /\/cryptoKeys\/([^/]+)/.exec(resource)?.[1] ?? '';
  const isManaged = permission === undefined || permission.grant === 'destroys';
  const isGranted = permission !== undefined && own?.[permission.grant].includes(keyId) === true;
  if (isGranted || (isManaged && caller === provisioner)) return;
  const name = `cloudkms.${permission?.name ?? 'cryptoKeyVersions.manage'}`;
  throw new GrpcFailure(
    'PERMISSION_DENIED',
    `Permission '${name}' denied on resource '${resource}' (or it may not exist).`,
  );
}
