import { addDays, daysBetween } from '#shared/base/time/calendar-day.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { endOfDay } from '#shared/base/time/local-day.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { dueDayOf, inTimeUntil, soonDays } from './deadlines.ts';
import { writeLetters } from './letters/write-letters.ts';
import { decodeRequest, isOpen, today } from './request.ts';
import type { RequestPerson } from './seal-person.ts';
import type { RequestState } from './vocabulary.ts';

type Now = WithSettings & { readonly now: () => Instant };

/**
 * A request counts as due soon if it is due at the returned instant or earlier, and is not overdue
 * yet.
 */
export function soonUntil(ctx: Now): Instant {
  return endOfDay(addDays(today(ctx), soonDays), ctx.settings.timeZone);
}

/** The current state of a request. Only an open request can be due soon or overdue. */
function stateOf(ctx: Now, { data }: Pick<StoredDocument, 'data'>): RequestState {
  const status = data['status'] as RequestState;
  if (status !== 'open') return status;
  const dueAt = data['due_at'] as Instant;
  if (dueAt <= ctx.now()) return 'overdue';
  return dueAt <= soonUntil(ctx) ? 'due_soon' : 'open';
}

/** A request as a list shows it, without the person's details. */
export function renderRequest(ctx: Now, document: StoredDocument) {
  const request = decodeRequest(document);
  const due = dueDayOf(request);
  const isDue = request.status === 'open';
  return {
    id: document.ref.id,
    created_at: formatInstant(request.createdAt),
    expires_at: formatInstant(document.data['expires_at'] as Instant),
    kind: request.kind,
    came_by: request.cameBy,
    state: stateOf(ctx, document),
    received: request.received,
    due: request.status === 'waiting' ? null : due,
    in_time_until: request.status === 'waiting' ? null : inTimeUntil(request),
    days_left: isDue ? daysBetween(today(ctx), due) : null,
    extension: request.extendedOn
      ? {
          months: request.extensionMonths,
          reasons: request.extensionReasons,
          told_on: request.extendedOn,
        }
      : null,
    identity: {
      state: request.identity,
      doubt: request.doubt ?? null,
      method: request.method ?? null,
      asked_on: request.askedOn ?? null,
      settled_on: request.settledOn ?? null,
      suspended_days: request.suspendedDays,
    },
    closed: isOpen(request)
      ? null
      : {
          on: request.closedOn ?? null,
          in_time: request.isInTime ?? null,
          result: request.result ?? null,
          ground: request.ground ?? null,
          authority: request.authority ?? null,
          erasure_id: request.erasureId ?? null,
          archive_id: request.archiveId ?? null,
        },
  };
}

/**
 * One request, in the form of the API's answer, with the letters to send. It contains the person's
 * details as long as they are stored.
 */
export function renderWhole(ctx: Now, document: StoredDocument, person: RequestPerson | undefined) {
  return {
    ...renderRequest(ctx, document),
    person: person ?? null,
    letters: writeLetters(decodeRequest(document)),
  };
}
