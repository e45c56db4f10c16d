import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { type NoticeEvent, type NoticeRoute, routesFor } from '#shared/settings/notice-routes.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentRef, Write } from '#shared/store/store.ts';
import { notices, noticeValues } from './collections.ts';

/** How long the sweep tries a notice and keeps its hashes. */
export const deliveryMicros = 3 * microsPerDay;
/** How long owners can see the outcome. */
const shownMicros = 30 * microsPerDay;

/** An event, as notices describe it. */
export type Told = {
  readonly event: NoticeEvent;
  /** Undefined when the event concerns records of any category. */
  readonly category?: string | undefined;
  /** Ids of records. */
  readonly records: readonly string[];
  /** Names of the fields that were corrected. */
  readonly corrected?: readonly string[];
  readonly erasure?: string | undefined;
  /** The whole category, up to this instant; without a category, everything of the tenant. */
  readonly upTo?: Instant;
  /** When it is sent, if not at once. */
  readonly dueAt?: Instant;
};

/** The parts that are needed to write a notice. None of them decrypts. */
export type NoticeDeps = {
  readonly tenant: string;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/** A notice before it is written, and the route to its endpoint. */
export type NewNotice = {
  readonly route: NoticeRoute;
  readonly ref: DocumentRef;
  readonly createdAt: Instant;
  readonly write: Write;
};

/** The document of the hashes of a notice. */
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
    until: dueAt + deliveryMicros,
    attempts: 0,
  };
  return { route, ref, createdAt, write: { kind: 'create', ref, data } };
}

/** Makes the notices of an event: one for each endpoint that gets it. */
export function newNotices(
  deps: NoticeDeps,
  routes: readonly NoticeRoute[],
  told: Told,
): NewNotice[] {
  return routesFor(routes, told.event, told.category).map((route) => newNotice(deps, route, told));
}

/**
 * Makes the writes of notices that contain ids of records and no hashes. They belong in the commit
 * that causes the event. Without an endpoint for the event there are none.
 */
export function noticeWrites(
  deps: NoticeDeps,
  routes: readonly NoticeRoute[],
  told: Told,
): Write[] {
  return newNotices(deps, routes, told).map(({ write }) => write);
}
