import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';

/** Says how a route uses the header `Idempotency-Key`, and reads it. */
export type Idempotency = {
  readonly kind: 'remembered' | 'passedOn' | 'repeatable';
  /** @throws Problem `header-invalid` */
  readonly read: (c: HonoContext<AppEnv>) => string | undefined;
};

/**
 * A repeated request with the same key has no second effect. Its answer is about the result of the
 * first request. For this the route's verb stores a hash of the key.
 */
export const remembered: Idempotency = {
  kind: 'remembered',
  read(c) {
    const header = c.req.header('idempotency-key');
    if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
    const rule = '1 to 255 visible ASCII characters';
    throw new Problem('header-invalid', { errors: [{ header: 'Idempotency-Key', rule }] });
  },
};

/**
 * Mayfly does not remember the key, but passes it on in another form to the system that gets the
 * data. So this system can recognise a repeated request.
 */
export const passedOn: Idempotency = { kind: 'passedOn', read: remembered.read };

/**
 * A repeated request changes nothing more in Mayfly. The route only reads, only sends data to
 * another system, or only does work that is due. After the first request no work is due any more.
 * So Mayfly accepts `Idempotency-Key`, but does not remember it. `infra/access/declared.test.ts`
 * fails if a `POST` that changes personal data does not declare `remembered`.
 */
export const repeatable: Idempotency = { kind: 'repeatable', read: () => undefined };
