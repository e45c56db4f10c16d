import { type Right, rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import type { Effect, OnceRequest, Traces } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat, recordsOf } from '#shared/records/idempotency.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { restrictedRef } from '#shared/records/restriction/restricted-record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import { isLive, isUnexpired } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Desk } from './desk.ts';
import { windowEnd } from './policy-window.ts';
import { type Pool, poolRef, readPool } from './pool.ts';
import { turnRef } from './turn-mark.ts';
import { isUsed } from './used-codes.ts';

export type Customer = {
  readonly email: string;
  readonly conversation_id?: string | undefined;
  /**
   * The text by which another system identifies the conversation. Mayfly made the conversation's id
   * from this text.
   */
  readonly conversation_external_id?: string | undefined;
};

/** The result of a claim. */
export type Claimed = {
  readonly record: ClearRecord;
  /** False if the request gave the customer a code that they already had. */
  readonly created: boolean;
  /** True if an earlier request with the same `Idempotency-Key` made the claim. */
  readonly replayed: boolean;
};

/**
 * A customer's request for a code of a pool, with references to the documents that the claim needs.
 * `own` refers to the record that the claim creates.
 */
export type Claim = OnceRequest & {
  readonly kind: Pool['kind'];
  readonly pool: DocumentRef;
  readonly customer: Customer;
  /**
   * The mark of the customer's turn: the time in which the pool's policy allows the customer only
   * one code. The claim stores the mark only if the policy has turns.
   */
  readonly turn: DocumentRef;
  /** The ledger in which the use of the code is stored. */
  readonly ledger: Ledger;
};

const kindOf = { emit: 'coupon', redeem: 'code' } as const;

/**
 * Requires the right to give out and redeem codes: callers need the scope to write coupon codes,
 * and the tenant must store this category in Mayfly.
 */
export const storesCoupons: Right = (caller) => {
  rightTo(`${couponCodes.id}:write`)(caller);
  requireStored(caller, couponCodes);
};

/**
 * Describes a claim: the documents that it needs, the customer and the ledger.
 * @throws Problem `record-not-found` if `poolId` is not a valid id
 */
export async function describeClaim(
  ctx: Context,
  input: {
    readonly poolId: string;
    readonly verb: keyof typeof kindOf;
    readonly customer: Customer;
    readonly code?: string;
    readonly idempotencyKey: string | undefined;
  },
): Promise<Claim> {
  const { poolId, verb, customer, code, idempotencyKey: key } = input;
  const { tenant } = ctx;
  const pool = poolRef(tenant, poolId);
  const { email, conversation_id } = customer;
  const turn = await turnRef(ctx, poolId, email);
  const records = recordsOf(ctx, couponCodes);
  const own = { tenant, collection: records.collection, id: newRecordId(ctx) };
  const body = { verb, poolId, email, conversation_id, code };
  return {
    own,
    right: storesCoupons,
    repeat: await describeRepeat(ctx, { ...records, key, body, ids: [own.id] }),
    kind: kindOf[verb],
    pool,
    customer,
    turn,
    ledger: openLedger(ctx, (code) => !isUsed(code)),
  };
}

/**
 * Runs a claim after the claims of this process that could conflict with it. These are earlier
 * claims by the same customer at a pool with turns, and earlier claims with the same
 * `Idempotency-Key`.
 */
export function inTurn<T>(
  ctx: Context,
  desk: Desk,
  claim: Claim,
  work: () => Promise<T>,
): Promise<T> {
  const isFree = desk.knownPool(ctx, claim.pool)?.policy === 'unrestricted';
  const refs = [isFree ? [] : claim.turn, claim.repeat?.mark.ref ?? []].flat();
  return desk.inTurn(
    refs.map(({ tenant, id }) => `${tenant}|${id}`),
    work,
  );
}

/**
 * The documents that an attempt at a claim needs, as the database had stored them at one moment.
 * The pool may also come from the process's cache.
 */
export type ClaimState = Traces & {
  readonly pool: Pool;
  readonly turn: StoredDocument | undefined;
  /** The other documents, in the order in which the verb requested them. */
  readonly beside: readonly (StoredDocument | undefined)[];
};

/**
 * Reads the documents of a claim, and the documents that its verb requests, in one call.
 * @throws Problem `record-not-found`, `pool-kind`
 */
export async function findClaim(
  ctx: Context,
  desk: Desk,
  claim: Claim,
  attempt: number,
  beside: readonly DocumentRef[] = [],
): Promise<ClaimState> {
  const known = desk.knownPool(ctx, claim.pool);
  const refs = [
    known === undefined ? claim.pool : [],
    claim.turn,
    claim.repeat?.mark.ref ?? [],
    beside,
    attempt === 0 ? [] : claim.own,
  ].flat();
  const since = ctx.now();
  const documents = await ctx.store.getAll(refs);
  const take = (ref: DocumentRef | undefined) =>
    documents.find((document) => document !== undefined && document.ref.id === ref?.id);
  const read = take(claim.pool);
  const pool = known ?? (read && readPool(read));
  if (pool === undefined) throw new Problem('record-not-found');
  if (known === undefined) desk.rememberPool(ctx, pool, since);
  if (pool.kind !== claim.kind) throw new Problem('pool-kind');
  return {
    pool,
    own: take(claim.own),
    repeat: take(claim.repeat?.mark.ref),
    turn: take(claim.turn),
    beside: beside.map(take),
  };
}

/**
 * Returns true if a pool is closing or closed. It reads the pool, because the cache of this process
 * may still contain the open pool.
 */
export async function isClosed({ store, tenant }: Context, poolId: string): Promise<boolean> {
  const document = await store.get(poolRef(tenant, poolId));
  return document !== undefined && readPool(document).state !== 'open';
}

/**
 * Finds a record by its id, even if it is restricted. A restriction may be lifted between the first
 * read (live records) and the second (restricted records). So a third read looks among live records
 * again. Usually the first read finds the record.
 */
async function findEvenRestricted(ctx: Context, id: string) {
  const rule = categoryRuleOf(ctx, couponCodes);
  const own = { tenant: ctx.tenant, collection: couponCodes.id, id };
  for (const ref of [own, restrictedRef(ctx.tenant, couponCodes, id), own]) {
    const found = await ctx.store.get(ref);
    if (isLive(found, rule)) return found;
  }
  return undefined;
}

/**
 * Finds the live record that used the customer's turn under the pool's policy.
 * @throws Problem `policy-limit` if the record is restricted. The customer gets neither the
 * restricted record nor another code in its place.
 */
export async function findTurnTaken(
  ctx: Context,
  { pool, turn }: ClaimState,
): Promise<StoredDocument | undefined> {
  if (pool.policy === 'unrestricted' || !isUnexpired(turn, ctx.now())) return undefined;
  const document = await findEvenRestricted(ctx, turn.data['record_id'] as string);
  if (document === undefined) return undefined;
  // When a retention is shortened, the mark gets the expiry of its record. This expiry can be later
  // than the end of the turn. So the end of the turn is calculated here.
  const { created_at: createdAt, expires_at: expiresAt } = document.data;
  const end = windowEnd(pool.policy, createdAt as Instant, expiresAt as Instant) ?? 0;
  if (end <= ctx.now()) return undefined;
  if (document.ref.collection !== couponCodes.id) throw new Problem('policy-limit');
  return document;
}

/**
 * Returns the result of a claim that was made by this attempt, an earlier attempt or an earlier
 * request.
 */
export async function claimedBy(ctx: Context, effect: Effect<Claimed>): Promise<Claimed> {
  if (effect.by === 'this attempt') return effect.answer;
  const open = (document: StoredDocument) => openRecord(ctx, couponCodes, document);
  if (effect.by === 'lost attempt')
    return { record: await open(effect.own), created: true, replayed: false };
  const { documents, created } = effect;
  return { record: await open(documents[0]), created, replayed: true };
}
