import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { type NoticeEvent, type NoticeRoute, routesFor } from '#shared/settings/notice-routes.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentRef, Write } from '#shared/store/store.ts';
import { notices, noticeValues } from './collections.ts';

/** For how long a notice is tried, and its hashes are kept. */
export const deliveryMicros = 3 * microsPerDay;
/** How long the outcome is shown. */
const shownMicros = 30 * microsPerDay;

/** What happened, as recipients are told. */
export type Told = {
  readonly event: NoticeEvent;
  /** Undefined where it concerns records of any category. */
  readonly category?: string | undefined;
  /** Ids of records. */
  readonly records: readonly string[];
  /** Names of the fields that were corrected. */
  readonly corrected?: readonly string[];
  readonly erasure?: string | undefined;
  /** The whole category, up to this instant. */
  readonly upTo?: Instant;
};

/** What a notice is written with; it decrypts nothing. */
export type NoticeDeps = {
  readonly tenant: string;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/** A notice that is about to be written, and for whom. */
export type NewNotice = {
  readonly route: NoticeRoute;
  readonly ref: DocumentRef;
  readonly createdAt: Instant;
  readonly write: Write;
};

/** Where the hashes of a notice lie. */
export function noticeValuesRef({ tenant, id }: Pick<DocumentRef, 'tenant' | 'id'>): DocumentRef {
  return { tenant, collection: noticeValues.id, id };
}

function newNotice(deps: NoticeDeps, route: NoticeRoute, told: Told): NewNotice {
  const id = newRecordId(deps);
  const ref = { tenant: deps.tenant, collection: notices.id, id };
  const createdAt = deps.now();
  const { event, category, records, corrected, erasure, upTo } = told;
  const data = {
    created_at: createdAt,
    expires_at: createdAt + shownMicros,
    purge_shard: purgeShard(id, deps.purgeShards),
    endpoint: route.endpoint,
    event,
    ...(category !== undefined && { category }),
    records: [...records],
    ...(corrected !== undefined && { corrected: [...corrected] }),
    ...(erasure !== undefined && { erasure }),
    ...(upTo !== undefined && { up_to: upTo }),
    state: 'waiting',
    due_at: createdAt,
    until: createdAt + deliveryMicros,
    attempts: 0,
  };
  return { route, ref, createdAt, write: { kind: 'create', ref, data } };
}

/** The notices of a deed: one for each endpoint that is told of it. */
export function newNotices(
  deps: NoticeDeps,
  routes: readonly NoticeRoute[],
  told: Told,
): NewNotice[] {
  return routesFor(routes, told.event, told.category).map((route) => newNotice(deps, route, told));
}

/**
 * The writes that tell of a deed by the ids of records alone. They belong in the commit of the deed.
 * None where the tenant names no endpoint for it.
 */
export function noticeWrites(
  deps: NoticeDeps,
  routes: readonly NoticeRoute[],
  told: Told,
): Write[] {
  return newNotices(deps, routes, told).map(({ write }) => write);
}
