import { hash } from 'node:crypto';
import { Problem } from '#shared/base/problems/problem.ts';
import type { DocumentData, StoredDocument, Version, Write } from '#shared/store/store.ts';
import type { CheckedContext } from './context.ts';
import type { ClearRecord } from './record.ts';

/**
 * The conditions of a request about the state of the record that it changes (RFC 9110, section
 * 13.1). `ifMatch` and `ifNoneMatch` are the entity tags in the headers of these names. `*` means
 * any state.
 */
export type Preconditions = {
  readonly ifMatch?: readonly string[] | undefined;
  readonly ifNoneMatch?: readonly string[] | undefined;
};

/**
 * The strong entity tag of a stored record. Every change of the record changes the tag. The tag is
 * a hash of the record's version and of the id of its data key. This id is random. Only receipts
 * show ids of data keys, and answers with records do not. So the tag alone does not reveal when the
 * record changed.
 */
export function entityTag({ ref, data, version }: StoredDocument): string {
  const text = JSON.stringify(['etag', ref.collection, ref.id, data['dek'], version]);
  return `"${hash('sha256', text, 'base64url').slice(0, 27)}"`;
}

/**
 * The tag of a record that was just committed. It is the same tag that {@link entityTag} computes
 * later.
 */
export function tagOf(
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
  version: Version | undefined,
): { readonly tag: string } {
  if (version === undefined) throw new Error('the stored record has no version');
  return { tag: entityTag({ ref, data, version }) };
}

/** Adds the tags to new records whose writes were just committed. */
export function withTags(
  records: readonly ClearRecord[],
  writes: readonly Write[],
  versions: readonly (Version | undefined)[],
): ClearRecord[] {
  const tags = new Map<string, Pick<ClearRecord, 'tag'>>();
  for (const [at, write] of writes.entries())
    if (write.kind === 'create' && 'dek' in write.data)
      tags.set(write.ref.id, tagOf(write, versions[at]));
  return records.map((record) => ({ ...record, ...tags.get(record.id) }));
}

const opaqueTag = (tag: string) => tag.replace(/^W\//, '');

/**
 * True if both conditions hold for the record. `document` is undefined if there is no record. In
 * `If-Match` a weak tag never matches. In `If-None-Match` a weak tag matches the strong tag with
 * the same text (RFC 9110, section 8.8.3.2).
 */
function isMet(
  { ifMatch, ifNoneMatch }: Preconditions,
  document: StoredDocument | undefined,
): boolean {
  if (document === undefined) return ifMatch === undefined;
  const tag = entityTag(document);
  const names = (tags: readonly string[]) => tags.includes('*') || tags.includes(tag);
  if (ifMatch !== undefined && !names(ifMatch)) return false;
  return ifNoneMatch === undefined || !names(ifNoneMatch.map(opaqueTag));
}

/**
 * True if a document contains the ciphertexts of an attempt. Two attempts never have the same
 * ciphertexts.
 */
function holds({ data }: StoredDocument, sent: DocumentData): boolean {
  const sealed = Object.entries(sent).filter(([, value]) => value instanceof Uint8Array);
  return (
    sealed.length > 0 &&
    sealed.every(([name, value]) => {
      const stored = data[name];
      return stored instanceof Uint8Array && Buffer.compare(stored, value as Uint8Array) === 0;
    })
  );
}

/** The preconditions of one request. Each of its attempts checks them. */
export type Conditions = {
  /**
   * Checks the record that an attempt has read. If the record changes after this, the commit fails,
   * and the next attempt checks again.
   * @throws Problem `precondition-failed`
   */
  readonly check: (document: StoredDocument | undefined) => void;
  /**
   * Returns a context that notes what an attempt commits. So a later attempt can recognise the
   * writes of this attempt.
   */
  readonly noting: (now: CheckedContext) => CheckedContext;
};

/**
 * Prepares the preconditions of a request. If the answer to a commit was lost, the next attempt
 * recognises the change of the earlier attempt. Then the condition does not fail.
 */
export function openConditions(preconditions: Preconditions = {}): Conditions {
  const { ifMatch, ifNoneMatch } = preconditions;
  const isNeeded = ifMatch !== undefined || ifNoneMatch !== undefined;
  const sent: DocumentData[] = [];
  return {
    check(document) {
      if (!isNeeded || isMet(preconditions, document)) return;
      const isOwn = document !== undefined && sent.some((data) => holds(document, data));
      if (!isOwn) throw new Problem('precondition-failed');
    },
    noting(now) {
      if (!isNeeded) return now;
      return {
        ...now,
        async commit(writes) {
          sent.push(...writes.flatMap((write) => (write.kind === 'delete' ? [] : [write.data])));
          return now.commit(writes);
        },
      };
    },
  };
}
