import type { Category } from '#shared/categories/define-category.ts';
import { variables } from '#shared/categories/variables.ts';
import { chunkPlace } from '#shared/records/files/chunk-place.ts';
import { fileChunks } from '#shared/records/files/collections.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { DocumentData, Store, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';

const suffix = '_aes';

/** The names of a collection's fields that are encrypted with a data key. */
function sealedNames({ fields }: Collection): string[] {
  return Object.keys(fields).filter((name) => fields[name] === 'sealed' && name.endsWith(suffix));
}

/**
 * The category to which the ciphertexts of a collection are bound. In a collection of restricted
 * records this is the category of these records.
 */
function placeCategory(categories: readonly Category[], collection: string): string {
  return categories.find(({ id }) => restrictedId(id) === collection)?.id ?? collection;
}

/**
 * The record and position to which the ciphertext of a file's chunk is bound. The chunk's id
 * contains the file's id and the chunk's index. The file's record tells whether the chunk is the
 * last one. Undefined if this record does not exist.
 */
async function placeOfChunk(store: Store, { ref }: StoredDocument): Promise<Place | undefined> {
  const [fileId = '', index] = ref.id.split('.');
  for (const collection of [variables.id, restrictedId(variables.id)]) {
    const [record] = await store.query({
      collection,
      tenant: ref.tenant,
      where: [{ field: 'file_id', op: '==', value: fileId }],
      orderBy: [],
      limit: 1,
    });
    if (record === undefined) continue;
    const owner = { tenant: ref.tenant, category: variables, recordId: record.ref.id };
    const isLast = Number(index) === Number(record.data['file_chunks']) - 1;
    return chunkPlace(owner, fileId, Number(index), isLast);
  }
  return undefined;
}

export type ResealDeps = {
  readonly store: Store;
  readonly categories: readonly Category[];
  readonly randomBytes: (count: number) => Uint8Array;
};

/**
 * Decrypts the encrypted fields of a document, and encrypts each field again with another key. The
 * values stay the same, so hashes, marks and links do not change.
 * @returns the changed fields; undefined for a chunk of a file whose record does not exist
 * @throws DecryptionError
 */
export async function resealDocument(
  deps: ResealDeps,
  collection: Collection,
  document: StoredDocument,
  keys: { readonly from: DataKey; readonly to: DataKey },
): Promise<DocumentData | undefined> {
  const { ref, data } = document;
  const { from, to } = keys;
  const chunk = ref.collection === fileChunks.id ? await placeOfChunk(deps.store, document) : null;
  if (chunk === undefined) return undefined;
  const category = placeCategory(deps.categories, ref.collection);
  const sealed: [string, Uint8Array][] = [];
  for (const name of sealedNames(collection)) {
    const envelope = data[name];
    if (!(envelope instanceof Uint8Array)) continue;
    const field = name.slice(0, -suffix.length);
    const place = chunk ?? { tenant: ref.tenant, category, recordId: ref.id, field };
    sealed.push([name, seal(to, place, open(from, place, envelope), deps.randomBytes)]);
  }
  return { ...Object.fromEntries(sealed), dek: to.id, enc: envelopeVersion[to.algorithm] };
}
