import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { digestContent, hashEntry, sealedFieldsOf } from '../entry-hash.ts';
import { dayOf, type LogDay } from '../log-day.ts';
import type { LogProblem } from './log-problem.ts';

/** What of an entry the verification keeps in memory. */
export type Link = {
  readonly id: string;
  readonly day: LogDay;
  readonly writer: string;
  readonly seq: number;
  readonly hash: string;
  readonly prev: string | undefined;
  readonly prevCreatedAt: Instant | undefined;
  readonly prevDueAt: Instant | undefined;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
};

export type ReadLink = {
  /** Undefined for what is no entry of a chain. */
  readonly link: Link | undefined;
  readonly isBlanked: boolean;
  readonly codes: readonly LogProblem['code'][];
};

function contentProblem({ data }: StoredDocument): LogProblem['code'] | undefined {
  const isBlanked = data['blanked_at'] !== undefined;
  if (sealedFieldsOf(data).length === 0) return isBlanked ? undefined : 'content-removed';
  if (isBlanked) return 'content-changed';
  return digestContent(data) === data['content_digest'] ? undefined : 'content-changed';
}

/** Checks an entry by itself: whether its hash and the digest of its content are those of what it holds. */
export function readLink(document: StoredDocument): ReadLink {
  const { ref, data } = document;
  const { writer, seq, entry_hash: hash } = data;
  const isBlanked = data['blanked_at'] !== undefined;
  if (typeof writer !== 'string' || typeof seq !== 'number' || typeof hash !== 'string')
    return { link: undefined, isBlanked, codes: ['entry-unchained'] };
  const link: Link = {
    id: ref.id,
    day: dayOf(data['created_at'] as Instant),
    writer,
    seq,
    hash,
    prev: data['prev'] as string | undefined,
    prevCreatedAt: data['prev_created_at'] as Instant | undefined,
    prevDueAt: data['prev_due_at'] as Instant | undefined,
    createdAt: data['created_at'] as Instant,
    dueAt: data['due_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
  };
  const content = contentProblem(document);
  const isChanged = hashEntry(ref, data) !== hash;
  return {
    link,
    isBlanked,
    codes: [...(content ? [content] : []), ...(isChanged ? ['entry-changed' as const] : [])],
  };
}
