import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { type IdentifierName, identifierNames } from '#shared/categories/category-subject.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { KeepingGround } from '#shared/records/restriction/restriction-ground.ts';
import { decodeRoutes, encodeRoutes, type NoticeRoute } from '#shared/settings/notice-routes.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { erasures } from './collections.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping, keptCount } from './keeping.ts';
import { proofExpiry } from './proof-expiry.ts';
import { isOfConversations, type SubjectKeys } from './subject-keys.ts';

/**
 * The facts by which a running erasure finds the documents to delete. A complete erasure no longer
 * has these facts.
 */
export type ErasureKeys = SubjectKeys & Keeping & { readonly aliases: readonly string[] };

/** How many documents were deleted, by collection. */
export type Counts = ReadonlyMap<string, number>;

export function erasureRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: erasures.id, id };
}

/** The fields that every new erasure has. They state that nothing is deleted yet. */
export function commonFields(
  id: string,
  { now, purgeShards }: { readonly now: Instant; readonly purgeShards: number },
): DocumentData {
  return {
    created_at: now,
    expires_at: proofExpiry(now),
    purge_shard: purgeShard(id, purgeShards),
    pending: true,
    counts: [],
  };
}

/**
 * The fields of a new erasure of a person or of conversations, with the facts by which it finds the
 * documents to delete.
 */
export function newErasure(
  id: string,
  input: {
    readonly now: Instant;
    readonly purgeShards: number;
    readonly askedBy: readonly string[];
    readonly keys: SubjectKeys;
    readonly found: Found;
    readonly keeping: Keeping;
    /** The commitment to the requested identifiers. Only the caller gets its salt. */
    readonly commitment: string;
    /** If a person erases their own data: how the tenant had authenticated the person. */
    readonly authenticatedBy?: string;
    /** The endpoints of recipients, from the tenant's settings. */
    readonly routes: readonly NoticeRoute[];
  },
): DocumentData {
  const { keys, found, keeping, commitment, authenticatedBy } = input;
  const stay = found.documents.filter(({ document }) => fateOf(keeping, document) === 'stays');
  const drawn = found.conversations.filter(({ drawnIn }) => drawnIn);
  return {
    ...commonFields(id, input),
    scope: isOfConversations(keys) ? 'conversation' : 'person',
    asked_by: [...input.askedBy],
    ...(authenticatedBy !== undefined && { authenticated_by: authenticatedBy }),
    commitment,
    data_keys: [],
    left: found.conversations.length - drawn.length,
    hashes: Object.entries(keys.hashes).map(([name, hash]) => `${name}=${hash}`),
    aliases: [...found.aliases],
    conversations: drawn.map((each) => each.id),
    ...(keeping.subjectsKept.length > 0 && { subjects_kept: [...keeping.subjectsKept] }),
    ...(keeping.keep !== undefined && { keep: keeping.keep }),
    ...(keeping.restrictedToo && { restricted_too: true }),
    ...(stay.length > 0 && { restricted_left: stay.length }),
    ...toldFields(input.routes),
  };
}

/** Reads the facts by which a running erasure finds the documents to delete. */
export function readKeys({ data }: Pick<StoredDocument, 'data'>): ErasureKeys {
  const hashes = (data['hashes'] as string[]).map((entry) => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at) as IdentifierName, entry.slice(at + 1)] as const;
  });
  return {
    hashes: Object.fromEntries(hashes.filter(([name]) => identifierNames.includes(name))),
    aliases: data['aliases'] as string[],
    conversations: data['conversations'] as string[],
    keep: data['keep'] as KeepingGround | undefined,
    restrictedToo: data['restricted_too'] === true,
    subjectsKept: (data['subjects_kept'] as string[] | undefined) ?? [],
  };
}

export function isPending({ data }: Pick<StoredDocument, 'data'>): boolean {
  return data['pending'] === true;
}

/**
 * True if an erasure has deleted all data that it covers. A cancelled erasure is never complete.
 */
export function isComplete(document: Pick<StoredDocument, 'data'>): boolean {
  return !isPending(document) && document.data['cancelled_at'] === undefined;
}

export function readCounts({ data }: Pick<StoredDocument, 'data'>): Counts {
  const entries = (data['counts'] as string[]).map((entry) => entry.split('='));
  return new Map(entries.map(([collection = '', count]) => [collection, Number(count)]));
}

export function encodeCounts(counts: Counts): string[] {
  return [...counts].map(([collection, count]) => `${collection}=${count}`);
}

/** True if recipients get notices about the erasure. */
export function isTold(data: DocumentData): boolean {
  return decodeRoutes(data['told']).length > 0;
}

/** The fields in which an erasure notes its recipients. There are none if nobody gets a notice. */
export function toldFields(routes: readonly NoticeRoute[], category?: string): DocumentData {
  const told = routes.filter(
    ({ events, categories }) =>
      events.includes('erasure') &&
      (category === undefined || (categories?.includes(category) ?? true)),
  );
  return told.length === 0 ? {} : { told: encodeRoutes(told) };
}

/**
 * The fields of a complete erasure. They no longer identify a person. The erasure is stored as long
 * as its receipt.
 */
export function completedErasure(data: DocumentData, now: Instant): DocumentData {
  const {
    hashes: _hashes,
    aliases: _aliases,
    conversations: _conversations,
    subjects_kept: _subjectsKept,
    order: _order,
    ...kept
  } = data;
  const proof = { completed_at: now, expires_at: proofExpiry(now) };
  const told = isTold(kept) && { awaits_told: true };
  return { ...kept, ...proof, pending: false, awaits_receipt: true, ...told };
}

/** The fields of an erasure that was cancelled before it took effect. */
export function cancelledErasure(data: DocumentData, now: Instant): DocumentData {
  const { order: _order, ...kept } = data;
  return { ...kept, pending: false, cancelled_at: now };
}

/** The state of an erasure. */
function statusOf(document: StoredDocument, now: Instant): string {
  const { cools, cancelled_at, fenced_at } = document.data;
  if (cancelled_at !== undefined) return 'cancelled';
  if (!isPending(document)) return 'complete';
  return cools === true && now < (fenced_at as Instant) ? 'cooling-off' : 'running';
}

/**
 * An erasure in the form of the API's answer. It contains counts and no records. The counts have
 * the order of `categories`.
 * @param view `now` decides whether a pending erasure is still in its cooling-off time; without
 * `now`, every pending erasure is running. `toDo` is the number of documents that are left to
 * delete
 */
export function renderErasure(
  document: StoredDocument,
  categories: readonly Pick<Category, 'id'>[],
  {
    now = Number.POSITIVE_INFINITY,
    toDo = null,
  }: { readonly now?: Instant; readonly toDo?: number | null } = {},
) {
  const { ref, data } = document;
  const counts = readCounts(document);
  const ids = new Set([...categories.map(({ id }) => id), keptCount]);
  const kept = counts.get(keptCount);
  const cancelledAt = data['cancelled_at'] as Instant | undefined;
  const completedAt = data['completed_at'] as Instant | undefined;
  return {
    id: ref.id,
    status: statusOf(document, now),
    scope: data['scope'] as string,
    category: (data['category'] as string | undefined) ?? null,
    asked_by: data['asked_by'] as string[],
    authenticated_by: (data['authenticated_by'] as string | undefined) ?? null,
    created_at: formatInstant(data['created_at'] as Instant),
    effective_at: formatInstant((data['fenced_at'] ?? data['created_at']) as Instant),
    cancelled_at: cancelledAt === undefined ? null : formatInstant(cancelledAt),
    completed_at: completedAt === undefined ? null : formatInstant(completedAt),
    expires_at: formatInstant(data['expires_at'] as Instant),
    done: [...counts].reduce((sum, [name, count]) => (name === keptCount ? sum : sum + count), 0),
    to_do: isPending(document) ? toDo : 0,
    receipt_number: (data['receipt'] as number | undefined) ?? null,
    notices_receipt_number: (data['told_receipt'] as number | undefined) ?? null,
    notices_not_taken: (data['told_not_taken'] as number | undefined) ?? null,
    recipients: decodeRoutes(data['told']).map(({ endpoint }) => endpoint),
    categories: categories.flatMap(({ id }) => {
      const count = counts.get(id);
      return count === undefined ? [] : [{ category: id, count }];
    }),
    beside: [...counts]
      .filter(([id]) => !ids.has(id))
      .map(([collection, count]) => ({ collection, count })),
    kept:
      kept === undefined
        ? []
        : [{ category: marketingConsents.id, ground: data['keep'] as string, count: kept }],
  };
}
