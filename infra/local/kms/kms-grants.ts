import { emulatorCallerHeader } from '#shared/vault/connect-kms.ts';
import { functions } from '../../manifest.ts';
import { GrpcFailure } from '../grpc/grpc-server.ts';

/** Ids of the keys that a caller may use, by the caller's name. */
export type KmsGrants = { readonly [caller: string]: readonly string[] };

/** Who makes rings, keys and versions, as deployment does; uses none of them. */
const provisioner = 'provisioner';

/** What the manifest grants: each function its keys. */
export const manifestGrants: KmsGrants = Object.fromEntries(
  functions.map(({ name, decrypts }) => [name, decrypts]),
);

/** Options of a client's call in the name of the provisioner; new ones each time, the client adds to them. */
export function asProvisioner() {
  return { otherArgs: { headers: { [emulatorCallerHeader]: provisioner } } };
}

const permissions: { readonly [method: string]: string } = {
  Encrypt: 'useToEncrypt',
  Decrypt: 'useToDecrypt',
  AsymmetricSign: 'useToSign',
  GetPublicKey: 'viewPublicKey',
};

export interface KmsCall {
  method: string;
  /** Undefined when the call names nobody. */
  caller: string | undefined;
  /** Name of the key, or of its version. */
  resource: string;
}

/** Answers as IAM does: whoever may not use a key is not told whether it exists. */
export function checkGrant(grants: KmsGrants, { method, caller, resource }: KmsCall): void {
  const permission = permissions[method];
  const granted = caller !== undefined && Object.hasOwn(grants, caller) ? grants[caller] : [];
  const keyId = /\/cryptoKeys\/([^/]+)/.exec(resource)?.[1] ?? '';
  const isAllowed =
    permission === undefined ? caller === provisioner : granted?.includes(keyId) === true;
  if (isAllowed) return;
  const name = `cloudkms.cryptoKeyVersions.${permission ?? 'manage'}`;
  throw new GrpcFailure(
    'PERMISSION_DENIED',
    `Permission '${name}' denied on resource '${resource}' (or it may not exist).`,
  );
}
