import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { pointerId, pointersUpTo } from './pointer-ids.ts';

test.each([undefined, 'stock'])(
  'pointersUpTo returns only the id of a pointer and the ids of all earlier pointers of its bucket (use: %s)',
  (use) => {
    const bucket = { tenant: 'acme', category: 'coupon_codes', end: 20_500 * microsPerDay };
    const ids = Array.from({ length: 16 }, (_, at) =>
      pointerId(use === undefined ? bucket : { ...bucket, use }, at + 1),
    );
    for (const [at, id] of ids.entries()) expect(pointersUpTo(id)).toEqual(ids.slice(0, at + 1));
  },
);
