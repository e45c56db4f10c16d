import type { Plant } from '../world/plant.ts';
import { changeStore, ofProcess, withoutReads, withoutWrites } from './change-store.ts';

/** Defects of requests: codes, coins, raffles, consents, repetitions, the manager log. */
export const requestPlants: readonly Plant[] = [
  {
    name: 'a code stays in stock after it is given out',
    store: ofProcess(
      'coupons',
      withoutWrites('coupon_stock', (write) => write.kind === 'replace'),
    ),
  },
  {
    name: 'a pool does not remember which people have had a code',
    store: ofProcess('coupons', withoutWrites('unique_marks')),
  },
  {
    name: 'people take part in a raffle as often as they like',
    store: ofProcess('raffles', withoutWrites('unique_marks')),
  },
  {
    name: 'coins are counted again when a request is repeated',
    store: ofProcess('loyalty', withoutWrites('idempotency_marks')),
  },
  { name: 'a repeated request is refused', store: withoutReads('idempotency_marks') },
  {
    name: 'repeated requests are not recognised',
    store: ofProcess('consents', withoutWrites('idempotency_marks')),
  },
  {
    name: 'spent coins are not taken from their earning',
    store: ofProcess('loyalty', (inner) =>
      changeStore(inner, {
        write: (each) =>
          each.ref.collection === 'loyalty_transactions' &&
          (each.kind === 'update' || each.kind === 'replace')
            ? undefined
            : each,
      }),
    ),
  },
  {
    name: 'a withdrawal does not reach the other consents of the person',
    store: ofProcess('consents', (inner) => ({
      ...inner,
      query: async (query) => (query.where.some(({ op }) => op === 'in') ? [] : inner.query(query)),
    })),
  },
  {
    name: 'messages are not counted in their conversation',
    store: ofProcess(
      'chat',
      withoutWrites('conversation_heads', (write) => write.kind !== 'create'),
    ),
  },
  { name: 'the manager log is not written', store: withoutWrites('manager_log') },
];
