import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { addDays } from '#shared/base/time/calendar-day.ts';
import { createOnce, findEffect } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { hashSought, namesOf } from '../sought.ts';
import { personRequests } from './collections.ts';
import { openUntil } from './deadlines.ts';
import {
  encodeRequest,
  ofRequests,
  type PersonRequest,
  requestPersonRef,
  requestRef,
  today,
} from './request.ts';
import { type NewRequest, newRequestSchema } from './request-schemas.ts';
import { sealPerson } from './seal-person.ts';

const right = rightTo('subjects');

/**
 * How many days ago a new request may have been received. An earlier day is usually a typing error.
 */
const receivedDaysMax = 366;

/**
 * What the manager log notes about a new request: the kinds of its identifiers, but never their
 * values.
 */
export function namedIn(body: unknown): string[] {
  const parsed = newRequestSchema.safeParse(body);
  return parsed.success ? namesOf(parsed.data) : [];
}

/**
 * The day on which the request was received, by default today.
 * @throws Problem `validation-failed` if the day is in the future or too long ago
 */
function readReceived(ctx: Context, { received }: NewRequest): string {
  const now = today(ctx);
  const day = received ?? now;
  if (day <= now && day >= addDays(now, -receivedDaysMax)) return day;
  const rule = `not in the future, and at most ${receivedDaysMax} days ago`;
  throw new Problem('validation-failed', { errors: [{ pointer: '/received', rule }] });
}

function newRequest(ctx: Context, input: NewRequest): PersonRequest {
  return {
    createdAt: ctx.nextInstants(1),
    kind: input.kind,
    cameBy: input.came_by,
    status: 'open',
    received: readReceived(ctx, input),
    extensionMonths: 0,
    extensionReasons: [],
    identity: 'not_asked',
    isSuspended: false,
    suspendedDays: 0,
  };
}

/**
 * A request of a person. `replayed` is true if an earlier call with the same `Idempotency-Key`
 * created or changed the request.
 */
export type RequestAnswer = { readonly document: StoredDocument; readonly replayed: boolean };

/**
 * Stores a request of a person. The person's identifiers are encrypted in a separate document. That
 * document is deleted when the request is closed or the person is erased. A call takes about 100 ms
 * for each identifier.
 * @throws Problem `scope-missing`, `validation-failed`, `idempotency-…`, `contention`
 */
export async function createRequest(
  ctx: Context,
  request: { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<RequestAnswer> {
  right(ctx);
  const input = parse(newRequestSchema, request.body);
  readReceived(ctx, input);
  const id = newRecordId(ctx);
  const { idempotencyKey: key } = request;
  const kept = { collection: personRequests.id, rule: () => ofRequests(ctx) };
  // The Idempotency-Key is hashed together with the body and is not stored itself. So nobody can
  // use the stored hash to check guessed identifiers.
  const repeat = await describeRepeat(ctx, { ...kept, key, body: { key, input }, ids: [id] });
  const once = { own: requestRef(ctx.tenant, id), repeat, right };
  const before = repeat && (await findEffect(ctx, once));
  if (before?.by === 'earlier request') return { document: before.documents[0], replayed: true };
  const keys = await hashSought(ctx, input);
  const effect = await createOnce(ctx, once, {
    async prepare(now) {
      const made = newRequest(now, input);
      const { timeZone } = now.settings;
      const expiresAt = openUntil(made.received, timeZone);
      const person = await sealPerson(now, id, input, { keys, expiresAt });
      return { prepared: { data: encodeRequest(now, id, made, newRecordId(now)), person } };
    },
    async commit(now, { data, person }, markWrites) {
      const personRef = requestPersonRef(now.tenant, id);
      const [version] = await now.commit([
        { kind: 'create', ref: once.own, data },
        { kind: 'create', ref: personRef, data: person },
        ...markWrites,
      ]);
      if (version === undefined) throw new Error('the request has no version');
      return { ref: once.own, data, version };
    },
  });
  if (effect.by === 'this attempt') return { document: effect.answer, replayed: false };
  if (effect.by === 'lost attempt') return { document: effect.own, replayed: false };
  return { document: effect.documents[0], replayed: true };
}
