import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { couponPools } from './collections.ts';

const codesMax = 100_000_000;

/** What a caller says of a new pool. The name is plain, so it has an id's pattern. */
export const poolSchema = z
  .strictObject({
    name: plainId,
    kind: z.enum(['code', 'coupon']),
    policy: z.enum(['once', 'daily', 'weekly', 'unrestricted']),
    low_stock: z.int().min(0).max(codesMax).default(0),
    fold: z.boolean().default(false),
  })
  // A coupon is given out as it is and never compared, so only codes can fold.
  .refine(({ kind, fold }) => kind === 'code' || !fold, {
    path: ['fold'],
    params: { rule: 'only for pools of kind code' },
  });

export type PoolPolicy = z.output<typeof poolSchema>['policy'];

/** Codes of one kind and the rule by which a customer gets them or hands them in. */
export type Pool = z.output<typeof poolSchema> & {
  readonly id: string;
  readonly createdAt: Instant;
  /** Codes that were ever loaded. */
  readonly loaded: number;
};

/**
 * The place of a pool in the database. @throws Problem `record-not-found` for what is no pool's id
 */
export function poolRef(tenant: string, id: string): DocumentRef {
  if (!isRecordId(id)) throw new Problem('record-not-found');
  return { tenant, collection: couponPools.id, id };
}

export function poolData(pool: Pool): DocumentData {
  const { name, kind, policy, low_stock, fold, loaded } = pool;
  return { created_at: pool.createdAt, name, kind, policy, low_stock, fold, loaded };
}

export function readPool({ ref, data }: StoredDocument): Pool {
  const { created_at: createdAt, ...pool } = data;
  return {
    // Pools that were stored before `fold` existed do not hold it.
    fold: false,
    ...(pool as Omit<Pool, 'id' | 'createdAt' | 'fold'> & { readonly fold?: boolean }),
    id: ref.id,
    createdAt: createdAt as Instant,
  };
}
