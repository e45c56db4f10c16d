import type { Context } from '#shared/records/context.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { type Claimed } from '../claim.ts';
import { createPool } from '../create-pool.ts';
import { createDesk, type Desk } from '../desk.ts';
import { emitCoupon } from '../emit-coupon.ts';
import { loadCodes } from '../load-codes.ts';
import type { Pool } from '../pool.ts';
import { type PoolFigures, renderPool } from '../pool-figures.ts';
import { redeemCode } from '../redeem-code.ts';

/** A file of codes that arrives in pieces. A piece may end anywhere. */
export async function* csvOf(text: string, pieceBytes = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let start = 0; start < bytes.length; start += pieceBytes)
    yield bytes.subarray(start, start + pieceBytes);
}

/** The verbs of one process, for one tenant. */
export type CouponProcess = {
  readonly ctx: Context;
  readonly desk: Desk;
  readonly pool: (described?: { readonly [field: string]: unknown }) => Promise<Pool>;
  readonly load: (poolId: string, codes: readonly string[]) => Promise<Pool>;
  readonly emit: (poolId: string, email: string, idempotencyKey?: string) => Promise<Claimed>;
  readonly redeem: (
    poolId: string,
    code: string,
    email: string,
    idempotencyKey?: string,
  ) => Promise<Claimed>;
  readonly figures: (pool: Pool) => Promise<PoolFigures>;
};

/** Creates a process that works in a context. */
export function processOf(ctx: Context): CouponProcess {
  const desk = createDesk();
  const plain = { name: 'herbst', kind: 'coupon', policy: 'once', low_stock: 1 };
  return {
    ctx,
    desk,
    pool: async (described = {}) =>
      (await createPool(ctx, { body: { ...plain, ...described } })).pool,
    load: async (poolId, codes) => {
      const { pool } = await loadCodes(ctx, { poolId, csv: csvOf(codes.join('\r\n'), 1_000) });
      return pool;
    },
    emit: (poolId, email, idempotencyKey) =>
      emitCoupon(ctx, desk, { poolId, body: { email }, idempotencyKey }),
    redeem: (poolId, code, email, idempotencyKey) =>
      redeemCode(ctx, desk, { poolId, body: { code, email }, idempotencyKey }),
    figures: (pool) => renderPool(ctx, pool),
  };
}

/**
 * Creates two processes on one store in memory, for one tenant. They use real random numbers unless
 * a test gives its own.
 */
export function createCouponFixture(chance: Partial<Pick<Context, 'random'>> = {}): {
  readonly fixture: TestFixture;
  readonly one: CouponProcess;
  readonly other: CouponProcess;
} {
  const fixture = createTestFixture();
  return {
    fixture,
    one: processOf({ ...fixture.contextOf('acme'), ...chance }),
    other: processOf({ ...fixture.otherProcess('acme'), ...chance }),
  };
}

/** The code in an answer. */
export function codeOf({ record }: Claimed): string {
  return String(record.fields['code']);
}

/** Makes `count` different codes. */
export function codesOf(count: number, prefix = 'C'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}
