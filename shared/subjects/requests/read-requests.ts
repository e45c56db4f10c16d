import { requireScope } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Day } from '#shared/base/time/calendar-day.ts';
import { startOfDay } from '#shared/base/time/local-day.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage } from '#shared/records/page.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';
import { earliestDue, personRequests } from './collections.ts';
import { renderRequest, renderWhole, soonUntil } from './render-request.ts';
import { ofRequests, requestPersonRef, requestRef } from './request.ts';
import { openPerson } from './seal-person.ts';
import type { RequestKind, RequestState } from './vocabulary.ts';

/**
 * The filters of a list of requests. Without `state` the list shows all requests that are not
 * closed.
 */
export type RequestFilters = {
  readonly state?: RequestState | undefined;
  readonly kind?: RequestKind | undefined;
  /** Shows only requests that are due before this day. */
  readonly due_before?: Day | undefined;
};

function whereOf(ctx: Context, { state, kind, due_before: before }: RequestFilters): Filter[] {
  const is = (value: string): Filter => ({ field: 'status', op: '==', value });
  const due = (op: '<=' | '>', value: number): Filter => ({ field: 'due_at', op, value });
  const states: { readonly [state in RequestState]: () => readonly Filter[] } = {
    open: () => [is('open'), due('>', soonUntil(ctx))],
    due_soon: () => [is('open'), due('>', ctx.now()), due('<=', soonUntil(ctx))],
    overdue: () => [is('open'), due('<=', ctx.now())],
    waiting: () => [is('waiting')],
    completed: () => [is('completed')],
    refused: () => [is('refused')],
  };
  const underWay: Filter = { field: 'status', op: 'in', value: ['open', 'waiting'] };
  return [
    ...(state === undefined ? [underWay] : states[state]()),
    ...(kind === undefined ? [] : [{ field: 'kind', op: '==', value: kind } as const]),
    ...(before === undefined ? [] : [due('<=', startOfDay(before, ctx.settings.timeZone))]),
  ];
}

/**
 * Lists requests of a tenant without the persons' details. The request that is due first comes
 * first. Each page costs one query, and no call of the key service.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listRequests(
  ctx: Context,
  filters: RequestFilters,
  page: { readonly limit: number; readonly cursor: string | undefined },
) {
  requireScope(ctx.scopes, 'subjects');
  const { state = '', kind = '', due_before: before = '' } = filters;
  const found = await findPage(
    ctx,
    {
      collection: personRequests.id,
      rule: ofRequests(ctx),
      where: whereOf(ctx, filters),
      orderBy: earliestDue,
      scope: [personRequests.id, state, kind, before],
    },
    page,
  );
  const items = found.items.map((document) => renderRequest(ctx, document));
  return { items, next_cursor: found.next_cursor };
}

/**
 * Returns a request with its person's details, in the form of the API's answer. The details are
 * needed to answer the person. The call costs one read.
 * @throws DecryptionError
 */
export async function renderStored(ctx: Context, document: StoredDocument) {
  const person = await ctx.store.get(requestPersonRef(ctx.tenant, document.ref.id));
  const known = isLive(person, ofRequests(ctx)) ? await openPerson(ctx, person) : undefined;
  return renderWhole(ctx, document, known);
}

/**
 * Reads one request without its person's details. The call costs one read.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function readRequest(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<StoredDocument> {
  requireScope(ctx.scopes, 'subjects');
  const found = isRecordId(id) ? await ctx.store.get(requestRef(ctx.tenant, id)) : undefined;
  if (!isLive(found, ofRequests(ctx))) throw new Problem('record-not-found');
  return found;
}
