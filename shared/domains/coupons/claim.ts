import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { uniqueMarks } from '#shared/records/collections.ts';
import type { Context } from '#shared/records/context.ts';
import { findEarlier, idempotencyMark } from '#shared/records/idempotency.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { categoryRuleOf } from '#shared/settings/category-rule.ts';
import { isLive, isUnexpired } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { normalise } from '#shared/vault/normalise.ts';
import { type Desk, knownPool, rememberPool } from './desk.ts';
import { windowEnd } from './policy-window.ts';
import { type Pool, poolRef, readPool } from './pool.ts';

export type Customer = { readonly email: string; readonly conversation_id?: string | undefined };

/** What a claim ends with. */
export type Claimed = {
  readonly record: ClearRecord;
  /** False when the customer has had this code before. */
  readonly created: boolean;
  /** Whether an earlier request under the same `Idempotency-Key` did it. */
  readonly replayed: boolean;
};

/** A customer's request at a pool, with what stands for it in the database. */
export type Claim = {
  readonly pool: DocumentRef;
  readonly customer: Customer;
  /** Marks the customer's turn at the pool, where its policy has turns. */
  readonly turn: DocumentRef;
  /** Marks the request itself, when it came with an `Idempotency-Key`. */
  readonly repeat: Mark | undefined;
};

/** @throws Problem `record-not-found` for what is no pool's id */
export async function describeClaim(
  ctx: Context,
  input: {
    readonly poolId: string;
    readonly verb: 'emit' | 'redeem';
    readonly customer: Customer;
    readonly code?: string;
    readonly idempotencyKey: string | undefined;
  },
): Promise<Claim> {
  const { poolId, verb, customer, code, idempotencyKey: key } = input;
  const pool = poolRef(ctx.tenant, poolId);
  const { email, conversation_id } = customer;
  const parts = [poolId, normalise(couponCodes.fields.email.lookup, email)];
  const id = await ctx.lookup.mark(ctx.tenant, 'coupon-turn', parts);
  const body = { verb, poolId, email, conversation_id, code };
  return {
    pool,
    customer,
    turn: { tenant: ctx.tenant, collection: uniqueMarks.id, id },
    repeat:
      key === undefined ? undefined : await idempotencyMark(ctx, couponCodes, { key, body }, []),
  };
}

/**
 * Runs a claim after those under way in this process which it would only get in the way of: of the same customer
 * at a pool with turns, or under the same key.
 */
export function inTurn<T>(
  ctx: Context,
  desk: Desk,
  claim: Claim,
  work: () => Promise<T>,
): Promise<T> {
  const isFree = knownPool(ctx, desk, claim.pool)?.policy === 'unrestricted';
  const refs = [isFree ? [] : claim.turn, claim.repeat?.ref ?? []].flat();
  return desk.inTurn(
    refs.map(({ tenant, id }) => `${tenant}|${id}`),
    work,
  );
}

/** What a claim found in the database, in one read. */
export type Found = {
  readonly pool: Pool;
  readonly turn: StoredDocument | undefined;
  readonly repeat: StoredDocument | undefined;
  readonly others: readonly (StoredDocument | undefined)[];
};

/** @throws Problem `record-not-found`, `pool-kind` */
export async function findClaim(
  ctx: Context,
  desk: Desk,
  claim: Claim,
  kind: Pool['kind'],
  others: readonly DocumentRef[],
): Promise<Found> {
  const known = knownPool(ctx, desk, claim.pool);
  const refs = [
    known === undefined ? claim.pool : [],
    claim.turn,
    claim.repeat?.ref ?? [],
    others,
  ].flat();
  const documents = await ctx.store.getAll(refs);
  const take = (ref: DocumentRef | undefined) =>
    documents.find((document) => document !== undefined && document.ref.id === ref?.id);
  const read = take(claim.pool);
  const pool = known ?? (read && readPool(read));
  if (pool === undefined) throw new Problem('record-not-found');
  if (known === undefined) rememberPool(ctx, desk, pool);
  if (pool.kind !== kind) throw new Problem('pool-kind');
  return {
    pool,
    turn: take(claim.turn),
    repeat: take(claim.repeat?.ref),
    others: others.map(take),
  };
}

/** What a request under the same `Idempotency-Key` was answered with. @throws Problem `idempotency-…` */
export async function findRepeated(
  ctx: Context,
  claim: Claim,
  found: Found,
): Promise<ClearRecord | undefined> {
  if (claim.repeat === undefined) return undefined;
  const earlier = await findEarlier(ctx, couponCodes, claim.repeat, found.repeat);
  return earlier?.[0] && openRecord(ctx, couponCodes, earlier[0]);
}

/** The live record by which the customer has had the turn that the pool's policy allows. */
export async function findTurnTaken(
  ctx: Context,
  { pool, turn }: Found,
): Promise<StoredDocument | undefined> {
  if (pool.policy === 'unrestricted' || !isUnexpired(turn, ctx.now())) return undefined;
  const id = turn.data['record_id'] as string;
  const document = await ctx.store.get({ tenant: ctx.tenant, collection: couponCodes.id, id });
  if (!isLive(document, categoryRuleOf(ctx, couponCodes))) return undefined;
  // A shortened retention gives marks the expiry of their record, beyond the end of a turn.
  const { created_at: createdAt, expires_at: expiresAt } = document.data;
  const end = windowEnd(pool.policy, createdAt as Instant, expiresAt as Instant) ?? 0;
  return end > ctx.now() ? document : undefined;
}
