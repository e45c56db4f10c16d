import type * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import { daysBetween } from '#shared/base/time/calendar-day.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isArchiveId } from '../archive/archive-id.ts';
import { erasureRef, isComplete } from '../erasure.ts';
import { type ChangeInput, changeRequest } from './change-request.ts';
import type { RequestAnswer } from './create-request.ts';
import { firstInTimeUntil, inTimeUntil, isPrompt, keptUntil } from './deadlines.ts';
import { type PersonRequest, today } from './request.ts';
import {
  completionSchema,
  extensionSchema,
  identitySchema,
  refusalSchema,
} from './request-schemas.ts';

type StepOf<S extends z.ZodType> = (
  now: CheckedContext,
  request: PersonRequest,
  body: z.output<S>,
) => PersonRequest | Promise<PersonRequest>;

/**
 * Stores in the request that the tenant has told the person about an extension and its reasons. A
 * request can be extended only once, and only within the first month (Art. 12(3)).
 * @throws Problem `request-waiting`, `already-extended`, `extension-too-late`, and the same as
 * `changeRequest`
 */
export function extendRequest(ctx: Context, input: ChangeInput): Promise<RequestAnswer> {
  const change: StepOf<typeof extensionSchema> = (now, request, { months, reasons }) => {
    if (request.status === 'waiting') throw new Problem('request-waiting');
    if (request.extendedOn !== undefined) throw new Problem('already-extended');
    const extendedOn = today(now);
    if (extendedOn > firstInTimeUntil(request)) throw new Problem('extension-too-late');
    const extensionReasons = [...new Set(reasons)];
    return { ...request, extensionMonths: months, extendedOn, extensionReasons };
  };
  return changeRequest(ctx, { name: 'extend', schema: extensionSchema, change }, input);
}

/**
 * Stores in the request that the tenant asked the person to prove their identity. Only the first
 * such question suspends the deadline, and only if {@link isPrompt} accepts its day.
 */
function askIdentity(
  ctx: Context,
  request: PersonRequest,
  question: Pick<Required<PersonRequest>, 'doubt' | 'method'>,
): PersonRequest {
  if (request.identity === 'confirmed') throw new Problem('identity-settled');
  // If a method failed, the tenant may note another method. A new method does not change whether
  // the deadline is suspended.
  if (request.identity === 'asked') return { ...request, ...question };
  const askedOn = today(ctx);
  const isFirst = request.askedOn === undefined;
  const isSuspended = isFirst && isPrompt(request.received, askedOn);
  const status = isSuspended ? 'waiting' : request.status;
  const { settledOn: _before, ...rest } = request;
  return { ...rest, ...question, identity: 'asked', askedOn, isSuspended, status };
}

function settleIdentity(ctx: Context, request: PersonRequest, isConfirmed: boolean): PersonRequest {
  const { askedOn, isSuspended, suspendedDays } = request;
  if (request.identity !== 'asked' || askedOn === undefined)
    throw new Problem('identity-not-asked');
  const settledOn = today(ctx);
  // If the clock was set back, the difference may be negative. Suspended days are never negative.
  const waited = isSuspended ? Math.max(0, daysBetween(askedOn, settledOn)) : 0;
  return {
    ...request,
    identity: isConfirmed ? 'confirmed' : 'not_confirmed',
    isSuspended: false,
    suspendedDays: suspendedDays + waited,
    settledOn,
    status: 'open',
  };
}

/**
 * Stores in the request that the tenant asked the person to prove their identity because of a
 * reasonable doubt (Art. 12(6)), or stores the result of this question. If the tenant asks
 * promptly, the first question suspends the deadline until the result is stored.
 * @throws Problem `identity-settled`, `identity-not-asked`, and the same as `changeRequest`
 */
export function noteIdentity(ctx: Context, input: ChangeInput): Promise<RequestAnswer> {
  const change: StepOf<typeof identitySchema> = (now, request, step) =>
    'confirmed' in step
      ? settleIdentity(now, request, step.confirmed)
      : askIdentity(now, request, step);
  return changeRequest(ctx, { name: 'identity', schema: identitySchema, change }, input);
}

/**
 * Stores that the tenant refuses the request, and closes the request. The tenant has told the
 * person the reason, and that they may complain or go to court (Art. 12(4)). A refusal is in time
 * within the first month, or while the deadline is suspended. An extension does not change these
 * rules.
 * @throws Problem `identity-not-asked`, and the same as `changeRequest`
 */
export function refuseRequest(ctx: Context, input: ChangeInput): Promise<RequestAnswer> {
  const change: StepOf<typeof refusalSchema> = (now, request, { ground, authority }) => {
    const isAsked = request.askedOn !== undefined && request.identity !== 'confirmed';
    if (ground === 'identity_not_shown' && !isAsked) throw new Problem('identity-not-asked');
    const closedOn = today(now);
    const isInTime = request.status === 'waiting' || closedOn <= firstInTimeUntil(request);
    return { ...request, status: 'refused', ground, authority, closedOn, isInTime };
  };
  return changeRequest(ctx, { name: 'refuse', schema: refusalSchema, change }, input);
}

/**
 * Requires that an erasure belongs to the tenant, is complete, and is stored at least until the
 * request expires (`until`). A cancelled erasure deleted nothing, so it is no proof. The receipt of
 * an erasure never expires before the erasure, because the receipt is issued later. So only the
 * erasure's expiry is checked.
 * @throws Problem `validation-failed`
 */
async function requireErasure(ctx: Context, id: string, until: Instant): Promise<void> {
  const found = isRecordId(id) ? await ctx.store.get(erasureRef(ctx.tenant, id)) : undefined;
  const isDone = found !== undefined && isComplete(found);
  if (isDone && (found.data['expires_at'] as Instant) >= until) return;
  const rule = isDone
    ? 'an erasure of this year or of the year before, because its receipt must be stored as long as the request'
    : 'the id of an erasure that is complete';
  throw new Problem('validation-failed', { errors: [{ pointer: '/erasure_id', rule }] });
}

/**
 * Requires the id of an archive that was made for this tenant.
 * @throws Problem `validation-failed`
 */
async function requireArchive(ctx: Context, id: string): Promise<void> {
  if (await isArchiveId(ctx, id)) return;
  const rule = 'the id of an archive that was made for this tenant (header mayfly-archive-id)';
  throw new Problem('validation-failed', { errors: [{ pointer: '/archive_id', rule }] });
}

/**
 * Closes the request. The tenant has carried out the request, or has no data of the person, and has
 * told the person so. The body may contain the id of an erasure or an archive as proof.
 * @throws Problem `request-waiting`, `validation-failed`, and the same as `changeRequest`
 */
export function completeRequest(ctx: Context, input: ChangeInput): Promise<RequestAnswer> {
  const change: StepOf<typeof completionSchema> = async (now, request, body) => {
    const { result, erasure_id: erasureId, archive_id: archiveId } = body;
    if (request.status === 'waiting') throw new Problem('request-waiting');
    const closedOn = today(now);
    const until = keptUntil(closedOn, now.settings.timeZone);
    if (erasureId !== undefined) await requireErasure(now, erasureId, until);
    if (archiveId !== undefined) await requireArchive(now, archiveId);
    return {
      ...request,
      status: 'completed',
      result,
      ...(erasureId !== undefined && { erasureId }),
      ...(archiveId !== undefined && { archiveId }),
      closedOn,
      isInTime: closedOn <= inTimeUntil(request),
    };
  };
  return changeRequest(ctx, { name: 'complete', schema: completionSchema, change }, input);
}
