import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { encodedBytes } from '#shared/store/encoded-bytes.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import { plainFields } from '../place.ts';

/**
 * The maximum number of bytes of encrypted documents that are kept in memory while an archive is
 * made. All other documents are read again for each file of the archive.
 */
const heldBytesMax = 8 * 1024 * 1024;
/**
 * A document in memory is read again if five seconds have passed since its last read. So the
 * archive leaves out documents that were deleted meanwhile.
 */
const freshMicros = 5 * microsPerSecond;
const packMax = { documents: 100, bytes: 1024 * 1024 } as const;

/**
 * The found documents of one archive. It keeps those that fit into memory, and reads the others
 * again.
 */
export type Snapshot = {
  /**
   * Keeps a document that was just read, if memory is left for it.
   * @returns the document with only its unencrypted fields
   */
  readonly keep: (document: StoredDocument, collection: Collection) => StoredDocument;
  /**
   * Yields the documents, in groups of a limited size. It reads each document again, except a kept
   * document that was read in the last five seconds. It leaves out documents that were deleted
   * meanwhile.
   */
  readonly packs: (
    documents: readonly StoredDocument[],
  ) => AsyncGenerator<readonly StoredDocument[], void>;
  /** The estimated number of bytes of all these documents together. */
  readonly bytesOf: (documents: readonly StoredDocument[]) => number;
};

type Held = { readonly document: StoredDocument; readonly at: Instant };

/** Makes an empty snapshot for the documents of one archive. */
export function createSnapshot({ store, now }: Pick<Context, 'store' | 'now'>): Snapshot {
  const held = new Map<string, Held>();
  const sizes = new Map<string, number>();
  let heldBytes = 0;

  const sizeOf = ({ ref }: StoredDocument) => sizes.get(pathOf(ref)) ?? 0;

  function freshOf({ ref }: StoredDocument): StoredDocument | undefined {
    const known = held.get(pathOf(ref));
    if (known === undefined) return undefined;
    const age = now() - known.at;
    return age >= 0 && age < freshMicros ? known.document : undefined;
  }

  async function readPack(documents: readonly StoredDocument[]): Promise<StoredDocument[]> {
    const stale = documents.filter((document) => freshOf(document) === undefined);
    const at = now();
    const read = stale.length === 0 ? [] : await store.getAll(stale.map(({ ref }) => ref));
    const again = new Map<string, StoredDocument>();
    for (const [index, { ref }] of stale.entries()) {
      const path = pathOf(ref);
      const document = read[index];
      if (document !== undefined) again.set(path, document);
      if (!held.has(path)) continue;
      if (document === undefined) held.delete(path);
      else held.set(path, { document, at });
    }
    const paths = documents.map(({ ref }) => pathOf(ref));
    return paths.flatMap((path) => again.get(path) ?? held.get(path)?.document ?? []);
  }

  return {
    keep(document, collection) {
      const path = pathOf(document.ref);
      const bytes = encodedBytes(document.data);
      sizes.set(path, bytes);
      if (heldBytes + bytes <= heldBytesMax) {
        heldBytes += bytes;
        held.set(path, { document, at: now() });
      }
      const names = plainFields(collection).filter((name) => name in document.data);
      const data = Object.fromEntries(names.map((name) => [name, document.data[name]]));
      return { ...document, data };
    },
    async *packs(documents) {
      let pack: StoredDocument[] = [];
      let bytes = 0;
      for (const document of documents) {
        const size = sizeOf(document);
        if (
          pack.length === packMax.documents ||
          (bytes + size > packMax.bytes && pack.length > 0)
        ) {
          yield await readPack(pack);
          [pack, bytes] = [[], 0];
        }
        pack.push(document);
        bytes += size;
      }
      if (pack.length > 0) yield await readPack(pack);
    },
    bytesOf: (documents) => documents.reduce((sum, document) => sum + sizeOf(document), 0),
  };
}
