import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { clockAllowanceMicros } from '#shared/settings/late-writes.ts';
import { type NoticeEvent, type NoticeRoute, routesFor } from '#shared/settings/notice-routes.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentRef, Write } from '#shared/store/store.ts';
import { notices, noticeValues } from './collections.ts';

/**
 * The longest time for which the hashes of a notice are stored. The sweep stops trying to deliver
 * the notice half a minute earlier.
 */
export const deliveryMicros = 3 * microsPerDay;
/** How long owners can see the result of a delivery. */
const shownMicros = 30 * microsPerDay;

/** An event, in the form in which notices describe it. */
export type Told = {
  readonly event: NoticeEvent;
  /** Only set if the event is about exactly one category. */
  readonly category?: string | undefined;
  /** Ids of records. */
  readonly records: readonly string[];
  /** Names of the fields that were corrected. */
  readonly corrected?: readonly string[];
  readonly erasure?: string | undefined;
  /**
   * For an erasure of a category or of the whole tenant: the records that were created up to this
   * instant were erased. If `category` is undefined, the whole tenant was erased.
   */
  readonly upTo?: Instant;
  /**
   * No sweep sends the notice before this instant. If `dueAt` is missing, the next sweep sends the
   * notice.
   */
  readonly dueAt?: Instant;
};

/** The dependencies of the code that writes notices. None of them can decrypt data. */
export type NoticeDeps = {
  readonly tenant: string;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/** A notice before it is written, and the endpoint that gets it. */
export type NewNotice = {
  readonly route: NoticeRoute;
  readonly ref: DocumentRef;
  readonly createdAt: Instant;
  readonly write: Write;
};

/** The reference of the document with the hashes of a notice. */
export function noticeValuesRef({ tenant, id }: Pick<DocumentRef, 'tenant' | 'id'>): DocumentRef {
  return { tenant, collection: noticeValues.id, id };
}

function newNotice(deps: NoticeDeps, route: NoticeRoute, told: Told): NewNotice {
  const id = newRecordId(deps);
  const ref = { tenant: deps.tenant, collection: notices.id, id };
  const createdAt = deps.now();
  const { event, category, records, corrected, erasure, upTo, dueAt = createdAt } = told;
  const data = {
    created_at: createdAt,
    expires_at: dueAt + shownMicros,
    purge_shard: purgeShard(id, deps.purgeShards),
    endpoint: route.endpoint,
    event,
    ...(category !== undefined && { category }),
    records: [...records],
    ...(corrected !== undefined && { corrected: [...corrected] }),
    ...(erasure !== undefined && { erasure }),
    ...(upTo !== undefined && { up_to: upTo }),
    state: 'waiting',
    due_at: dueAt,
    // The last attempt takes some time, and the hashes must not expire meanwhile.
    until: dueAt + deliveryMicros - clockAllowanceMicros,
    attempts: 0,
  };
  return { route, ref, createdAt, write: { kind: 'create', ref, data } };
}

/** Makes the notices about an event: one for each endpoint that gets notices about such events. */
export function newNotices(
  deps: NoticeDeps,
  routes: readonly NoticeRoute[],
  told: Told,
): NewNotice[] {
  return routesFor(routes, told.event, told.category).map((route) => newNotice(deps, route, told));
}

/**
 * Makes the writes of notices without hashes. Such notices contain nothing that identifies a
 * person. These writes must be in the commit that causes the event. If no endpoint gets notices
 * about the event, there are no writes.
 */
export function noticeWrites(
  deps: NoticeDeps,
  routes: readonly NoticeRoute[],
  told: Told,
): Write[] {
  return newNotices(deps, routes, told).map(({ write }) => write);
}
