import type { DatabaseId } from '#shared/store/store.ts';
import type { KeyId } from './keys.ts';
import type { SecretId } from './secrets.ts';

/**
 * A permission `datastore.entities.…` on a database. A query needs `get` and `list`. A deletion
 * needs `delete`. Any other write needs `create`, `update` or both, depending on its precondition
 * (https://cloud.google.com/firestore/docs/security/iam). A permission always applies to all
 * collections of the database.
 */
export type EntityPermission = 'get' | 'list' | 'create' | 'update' | 'delete';

export type DatabaseGrant = {
  readonly database: DatabaseId;
  readonly may: readonly EntityPermission[];
  readonly why: string;
};

/**
 * The kind of use that a grant permits for a key. `decrypt` also permits encryption; `unwrap`
 * permits only decryption. `verify` permits reading the public key of a signing key. `destroy`
 * permits listing versions and ordering their destruction.
 */
export type KeyUse = 'decrypt' | 'unwrap' | 'encrypt' | 'sign' | 'verify' | 'destroy';

export type KeyGrant = { readonly key: KeyId; readonly use: KeyUse; readonly why: string };

export type SecretGrant = { readonly secret: SecretId; readonly why: string };

/** All grants of a service account. */
export type Grants = {
  readonly databases: readonly DatabaseGrant[];
  readonly keys: readonly KeyGrant[];
  readonly secrets: readonly SecretGrant[];
};

/**
 * A custom role of the project. It may destroy versions of a key. Google has no such role: each
 * role of Google that may destroy a version may also administer the key.
 */
export const destroyingRole = {
  id: 'mayfly_key_versions_destroy',
  permissions: [
    'cloudkms.cryptoKeyVersions.destroy',
    'cloudkms.cryptoKeyVersions.list',
    'cloudkms.cryptoKeys.get',
  ],
} as const;

/**
 * For each kind of use of a key, the role that permits this use and nothing more. A role without a
 * slash in its name is a custom role of the project.
 */
export const roleOfUse = {
  decrypt: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
  unwrap: 'roles/cloudkms.cryptoKeyDecrypter',
  encrypt: 'roles/cloudkms.cryptoKeyEncrypter',
  sign: 'roles/cloudkms.signer',
  verify: 'roles/cloudkms.publicKeyViewer',
  destroy: destroyingRole.id,
} as const satisfies { readonly [use in KeyUse]: string };

export const roleOfSecrets = 'roles/secretmanager.secretAccessor';
