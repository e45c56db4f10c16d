import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { couponPools } from './collections.ts';
import { packHistory, type StockPoint, unpackHistory } from './stock-history.ts';

const codesMax = 100_000_000;

/** The caller's fields of a new pool. The name is plain, so it has an id's pattern. */
export const poolSchema = z
  .strictObject({
    name: plainId,
    kind: z.enum(['code', 'coupon']),
    policy: z.enum(['once', 'daily', 'weekly', 'unrestricted']),
    low_stock: z.int().min(0).max(codesMax).default(0),
    fold: z.boolean().default(false),
  })
  // Coupons are given out and never compared, so only pools of codes can fold.
  .refine(({ kind, fold }) => kind === 'code' || !fold, {
    path: ['fold'],
    params: { rule: 'only for pools of kind code' },
  });

export type PoolPolicy = z.output<typeof poolSchema>['policy'];

/**
 * An open pool accepts, gives out and redeems codes. A closed pool never opens again. While it is
 * closing, its unused codes are deleted step by step.
 */
export type PoolState = 'open' | 'closing' | 'closed';

/** Codes of one kind, and the rule by which a customer gets or redeems them. */
export type Pool = z.output<typeof poolSchema> & {
  readonly id: string;
  readonly createdAt: Instant;
  /** How many codes were ever loaded. */
  readonly loaded: number;
  readonly state: PoolState;
  /** Undefined while it is open. */
  readonly closedAt: Instant | undefined;
  /** How many unused codes its closing has deleted so far. */
  readonly deleted: number;
  /**
   * Whether some used codes were never loaded, as far as the pool knows. Another system had given
   * them out, or a backup is older than their load. Then the stock is counted, because `loaded` is
   * too low.
   */
  readonly hasUnloaded: boolean;
  /** The UTC day, counted from 1970, on which its stock was last noted. */
  readonly countedOn: number;
  /** Its stock day by day, the earliest first. */
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

/** The UTC day of an instant, counted from 1970. */
export function dayOf(instant: Instant): number {
  return Math.floor(instant / microsPerDay);
}

/** The place of a pool in the database. @throws Problem `record-not-found` for an invalid id */
export function poolRef(tenant: string, id: string): DocumentRef {
  if (!isRecordId(id)) throw new Problem('record-not-found');
  return { tenant, collection: couponPools.id, id };
}

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

/** The write that notes that unknown codes were used, if the pool does not say so yet. */
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

/** Reads a pool. A pool that an earlier version stored lacks some fields. */
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
