import { declarationOf, indexCollections } from '#shared/store/check-declared.ts';
import type { Store, Write } from '#shared/store/store.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import type { EntityPermission } from '../../manifest.ts';

/**
 * A function that receives each permission that a call needs, as `<database> <permission>` or
 * `<key> <use>`.
 */
export type Note = (use: string) => void;

const declared = indexCollections(collections);

/**
 * The permissions that Firestore requires for each kind of write
 * (https://cloud.google.com/firestore/docs/security/iam).
 */
const permissionsOf: { readonly [kind in Write['kind']]: readonly EntityPermission[] } = {
  create: ['create'],
  put: ['create', 'update'],
  replace: ['update'],
  update: ['update'],
  delete: ['delete'],
};

/** Makes a store call `note` with the permissions that each call needs, before the call runs. */
export function noteStore(store: Store, note: Note): void {
  const { get, getAll, query, count, aggregate, commit, deleteEach } = store;
  const tell = (collection: string, ...permissions: readonly EntityPermission[]) => {
    const { database } = declarationOf(declared, collection);
    for (const permission of permissions) note(`${database} ${permission}`);
  };
  const noted: Store = {
    get: (ref) => {
      tell(ref.collection, 'get');
      return get(ref);
    },
    getAll: (refs) => {
      for (const ref of refs) tell(ref.collection, 'get');
      return getAll(refs);
    },
    query: (asked) => {
      tell(asked.collection, 'get', 'list');
      return query(asked);
    },
    count: (asked) => {
      tell(asked.collection, 'get', 'list');
      return count(asked);
    },
    aggregate: (asked, field) => {
      tell(asked.collection, 'get', 'list');
      return aggregate(asked, field);
    },
    commit: (writes) => {
      for (const { kind, ref } of writes) tell(ref.collection, ...permissionsOf[kind]);
      return commit(writes);
    },
    deleteEach: (documents) => {
      for (const { ref } of documents) tell(ref.collection, 'delete');
      return deleteEach(documents);
    },
  };
  Object.assign(store, noted);
}

/** Makes a key wrapper call `note` with each use of a key. */
export function noteWrapper(wrapper: KeyWrapper, note: Note): void {
  const own = { ...wrapper };
  const noted: KeyWrapper = {
    wrap: (kek, ...rest) => {
      note(`${kek} encrypt`);
      return own.wrap(kek, ...rest);
    },
    unwrap: (kek, ...rest) => {
      note(`${kek} decrypt`);
      return own.unwrap(kek, ...rest);
    },
  };
  Object.assign(wrapper, noted);
}

/** Makes a {@link KeyVersions} call `note` with each key whose versions it lists or destroys. */
export function noteVersions(keyVersions: KeyVersions, note: Note): void {
  const { standing, scheduleDestruction } = keyVersions;
  const noted: KeyVersions = {
    standing: (kek) => {
      note(`${kek} destroy`);
      return standing(kek);
    },
    scheduleDestruction: (kek, version) => {
      note(`${kek} destroy`);
      return scheduleDestruction(kek, version);
    },
  };
  Object.assign(keyVersions, noted);
}

/**
 * Makes a signer call `note` for each signature with the key `receipts`, and for each read of a
 * public key.
 */
export function noteSigner(signer: Signer, note: Note): void {
  const { sign, publicKeys } = signer;
  const noted: Pick<Signer, 'sign' | 'publicKeys'> = {
    sign: (bytes) => {
      note('receipts sign');
      return sign(bytes);
    },
    publicKeys: (id) => {
      note('receipts verify');
      return publicKeys(id);
    },
  };
  Object.assign(signer, noted);
}
