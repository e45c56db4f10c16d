import { hash } from 'node:crypto';
import { Problem } from '#shared/base/problems/problem.ts';
import type { DocumentData, StoredDocument, Version, Write } from '#shared/store/store.ts';
import type { CheckedContext } from './context.ts';
import type { ClearRecord } from './record.ts';

/**
 * The conditions of a request on the state of the record that it changes (RFC 9110, section 13.1).
 * Each header names entity tags; `*` stands for any state.
 */
export type Preconditions = {
  readonly ifMatch?: readonly string[] | undefined;
  readonly ifNoneMatch?: readonly string[] | undefined;
};

/**
 * The strong entity tag of a stored record. Every commit gives the record another one. It is a hash
 * of the state and the random id of its data key, which no answer shows. So it reveals no time.
 */
export function entityTag({ ref, data, version }: StoredDocument): string {
  const text = JSON.stringify(['etag', ref.collection, ref.id, data['dek'], version]);
  return `"${hash('sha256', text, 'base64url').slice(0, 27)}"`;
}

/** The tag of a record that was just committed, as {@link entityTag} reads it later. */
export function tagOf(
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
  version: Version | undefined,
): { readonly tag: string } {
  if (version === undefined) throw new Error('a stored record has a version');
  return { tag: entityTag({ ref, data, version }) };
}

/** New records with their tags, after the commit of their writes. */
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
 * Whether a record is in the state that a request names. `If-Match` compares strongly,
 * `If-None-Match` weakly.
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
 * Whether a document contains the ciphertexts of an attempt. Two attempts never have the same ones.
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

/** The preconditions of one request, as its attempts check them. */
export type Conditions = {
  /**
   * Checks the record that an attempt has read. The commit then fails unless the record is still in
   * that state, and the next attempt checks again.
   * @throws Problem `precondition-failed`
   */
  readonly check: (document: StoredDocument | undefined) => void;
  /** The context with which an attempt writes. A later attempt recognises its writes. */
  readonly noting: (now: CheckedContext) => CheckedContext;
};

/**
 * Preconditions of a request. If the answer of an attempt was lost, the next attempt does not fail
 * because of it.
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
