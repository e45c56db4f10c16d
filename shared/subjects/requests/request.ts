import type { Day } from '#shared/base/time/calendar-day.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { endOfDay, localDay } from '#shared/base/time/local-day.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { personRequests, requestPersons } from './collections.ts';
import { dueDayOf, keptUntil, openUntil, type Term } from './deadlines.ts';
import type {
  CompletionResult,
  ExtensionReason,
  IdentityDoubt,
  IdentityMethod,
  IdentityState,
  RefusalGround,
  RequestKind,
  RequestStatus,
} from './vocabulary.ts';

/** A stored request of a person, without the person's details. */
export type PersonRequest = Term & {
  readonly createdAt: Instant;
  readonly kind: RequestKind;
  readonly cameBy: string;
  readonly status: RequestStatus;
  readonly extendedOn?: Day;
  readonly extensionReasons: readonly ExtensionReason[];
  readonly identity: IdentityState;
  readonly doubt?: IdentityDoubt;
  readonly method?: IdentityMethod;
  readonly askedOn?: Day;
  readonly isSuspended: boolean;
  readonly settledOn?: Day;
  readonly closedOn?: Day;
  readonly isInTime?: boolean;
  readonly result?: CompletionResult;
  readonly ground?: RefusalGround;
  readonly authority?: string;
  readonly erasureId?: string;
  readonly archiveId?: string;
};

/**
 * The names under which a request's properties are stored. {@link encodeRequest} also stores a few
 * computed fields, which this list does not contain.
 */
const storedNames = {
  createdAt: 'created_at',
  kind: 'kind',
  cameBy: 'came_by',
  status: 'status',
  received: 'received',
  extensionMonths: 'extension_months',
  extendedOn: 'extended_on',
  extensionReasons: 'extension_reasons',
  identity: 'identity',
  doubt: 'identity_doubt',
  method: 'identity_method',
  askedOn: 'asked_on',
  isSuspended: 'is_suspended',
  suspendedDays: 'suspended_days',
  settledOn: 'settled_on',
  closedOn: 'closed_on',
  isInTime: 'is_in_time',
  result: 'result',
  ground: 'ground',
  authority: 'authority',
  erasureId: 'erasure_id',
  archiveId: 'archive_id',
} as const satisfies { readonly [name in keyof PersonRequest]-?: string };

export function requestRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: personRequests.id, id };
}

export function requestPersonRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: requestPersons.id, id };
}

/**
 * The rule that decides which requests may be shown. The rule hides only expired requests. Fences
 * of the tenant do not hide requests.
 */
export function ofRequests({ now }: { readonly now: () => Instant }): LiveRule {
  return { now: now(), later: [] };
}

/** The current day in the tenant's time zone. */
export function today(ctx: WithSettings & { readonly now: () => Instant }): Day {
  return localDay(ctx.now(), ctx.settings.timeZone);
}

/**
 * A request in its stored form, with its due day.
 * @param changeId a new id for each change of the request
 */
export function encodeRequest(
  ctx: WithSettings & { readonly purgeShards: number },
  id: string,
  request: PersonRequest,
  changeId: string,
): DocumentData {
  const { timeZone } = ctx.settings;
  const due = dueDayOf(request);
  const own = Object.entries(storedNames).map(([name, stored]) => {
    const value = request[name as keyof PersonRequest];
    return [stored, Array.isArray(value) ? [...value] : value] as const;
  });
  return {
    ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
    expires_at:
      request.closedOn === undefined
        ? openUntil(request.received, timeZone)
        : keptUntil(request.closedOn, timeZone),
    purge_shard: purgeShard(id, ctx.purgeShards),
    change_id: changeId,
    due,
    due_at: endOfDay(due, timeZone),
  };
}

/** Reads a request from the form in which {@link encodeRequest} stores it. */
export function decodeRequest({ data }: Pick<StoredDocument, 'data'>): PersonRequest {
  const own = Object.entries(storedNames).map(([name, stored]) => [name, data[stored]] as const);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined)) as PersonRequest;
}

/**
 * True if a request is not closed yet. The next step is the tenant's (`open`) or the person's
 * (`waiting`).
 */
export function isOpen({ status }: PersonRequest): boolean {
  return status === 'open' || status === 'waiting';
}

/**
 * A strong entity tag of a request (RFC 9110, section 8.8.3). Each change of the request changes
 * the tag.
 */
export function requestTag({ data }: Pick<StoredDocument, 'data'>): string {
  return `"${String(data['change_id'])}"`;
}
