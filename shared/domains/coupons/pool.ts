import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { couponPools } from './collections.ts';
import { packHistory, type StockPoint, unpackHistory } from './stock-history.ts';

const codesMax = 100_000_000;

/**
 * The fields that a caller sends to create a pool. The name is stored in clear, so it must match
 * the pattern of an id.
 */
export const poolSchema = z
  .strictObject({
    name: plainId,
    kind: z.enum(['code', 'coupon']),
    policy: z.enum(['once', 'daily', 'weekly', 'unrestricted']),
    low_stock: z.int().min(0).max(codesMax).default(0),
    fold: z.boolean().default(false),
  })
  // A pool with `fold` ignores case, spaces and dashes of the codes that customers hand in.
  // Customers hand in no coupons, so a pool of coupons cannot have `fold`.
  .refine(({ kind, fold }) => kind === 'code' || !fold, {
    path: ['fold'],
    params: { rule: 'only for pools of kind code' },
  });

export type PoolPolicy = z.output<typeof poolSchema>['policy'];

/**
 * An open pool accepts files, and gives out and redeems codes. A closed pool is never opened again.
 * While a pool is closing, its unused codes are deleted step by step.
 */
export type PoolState = 'open' | 'closing' | 'closed';

/** A pool: codes of one kind, and the rule by which a customer gets or redeems them. */
export type Pool = z.output<typeof poolSchema> & {
  readonly id: string;
  readonly createdAt: Instant;
  /** The number of codes that were ever loaded. */
  readonly loaded: number;
  readonly state: PoolState;
  /** The instant at which the closing of the pool began. It is undefined while the pool is open. */
  readonly closedAt: Instant | undefined;
  /** The number of unused codes that were deleted until now, because the pool was closed. */
  readonly deleted: number;
  /**
   * True if the pool has used codes that `loaded` does not count. For example, another system gave
   * out these codes. Or Mayfly loaded them, and then an operator restored an older backup. Because
   * `loaded` is too low, Mayfly counts the unused codes in the database.
   */
  readonly hasUnloaded: boolean;
  /**
   * The UTC day on which the stock of the pool was last noted, as the number of days since 1970.
   * For a new pool it is the day of its creation.
   */
  readonly countedOn: number;
  /** The stock of the pool day by day, the earliest day first. */
  readonly history: readonly StockPoint[];
};

/** The fields with which every new pool begins. */
export function newPoolFigures(createdAt: Instant) {
  return {
    createdAt,
    loaded: 0,
    state: 'open',
    closedAt: undefined,
    deleted: 0,
    hasUnloaded: false,
    countedOn: dayOf(createdAt),
    history: [],
  } as const;
}

/** The UTC day of an instant, as the number of days since 1970. */
export function dayOf(instant: Instant): number {
  return Math.floor(instant / microsPerDay);
}

/**
 * The document reference of a pool.
 * @throws Problem `record-not-found` for an invalid id
 */
export function poolRef(tenant: string, id: string): DocumentRef {
  if (!isRecordId(id)) throw new Problem('record-not-found');
  return { tenant, collection: couponPools.id, id };
}

/** The data of a pool's document. {@link readPool} is the inverse. */
export function poolData(pool: Pool): DocumentData {
  const { name, kind, policy, low_stock, fold, loaded, state, closedAt, deleted, history } = pool;
  return {
    created_at: pool.createdAt,
    name,
    kind,
    policy,
    low_stock,
    fold,
    loaded,
    state,
    deleted,
    counted_on: pool.countedOn,
    history: packHistory(history),
    ...(closedAt !== undefined && { closed_at: closedAt }),
    ...(pool.hasUnloaded && { has_unloaded: true }),
  };
}

/** The write that sets `has_unloaded` of the pool. There is no write if it is already set. */
export function noteUnloaded(found: StoredDocument | undefined): Write[] {
  if (found === undefined || readPool(found).hasUnloaded) return [];
  return [{ kind: 'update', ref: found.ref, data: { has_unloaded: true } }];
}

type Stored = z.output<typeof poolSchema> & {
  readonly loaded: number;
  readonly created_at: Instant;
};
type StoredLater = {
  readonly fold: boolean;
  readonly state: PoolState;
  readonly closed_at: Instant;
  readonly deleted: number;
  readonly counted_on: number;
  readonly history: Uint8Array;
  readonly has_unloaded: boolean;
};

/** Reads a pool. A pool that an earlier version of Mayfly stored may lack some fields. */
export function readPool({ ref, data }: StoredDocument): Pool {
  const stored = data as Omit<Stored, 'fold'> & Partial<StoredLater>;
  const { name, kind, policy, low_stock, loaded, created_at: createdAt, fold = false } = stored;
  const { state = 'open', closed_at: closedAt, deleted = 0, counted_on, history } = stored;
  const { has_unloaded: hasUnloaded = false } = stored;
  return {
    id: ref.id,
    createdAt,
    name,
    kind,
    policy,
    low_stock,
    fold,
    loaded,
    state,
    closedAt,
    deleted,
    hasUnloaded,
    countedOn: counted_on ?? dayOf(createdAt),
    history: history === undefined ? [] : unpackHistory(history),
  };
}
