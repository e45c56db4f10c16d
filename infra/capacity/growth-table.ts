import { chatMessages } from '#shared/categories/chat-messages.ts';
import { markdownTable } from '../generate/markdown-table.ts';
import { assumed, countedMessage, messageCosts, sumOf } from '../provision/costs/estimate-costs.ts';
import { rangeLimit } from './split-ranges.ts';

const daySeconds = 86_400;
const monthSeconds = (365 / 12) * daySeconds;
const gib = 1_024 ** 3;

/** The numbers of stored messages in the README's table about growth. */
export const toldSizes = [1_000_000, 10_000_000, 100_000_000, 1_000_000_000] as const;

/**
 * The planned writes a second of one shard. The number is below the limit, because one shard gets
 * more writes than another by chance.
 */
const plannedPerShard = rangeLimit * 0.8;

const told = (amount: number) => Math.ceil(amount).toLocaleString('en');

/**
 * Returns the load, the size and the cost of a service that stores the given number of chat
 * messages. The load is even, and each message is stored for seven days.
 */
export function growthOf(stored: number) {
  const perSecond = stored / (chatMessages.retention.days * daySeconds);
  return {
    perSecond,
    shards: Math.max(1, Math.ceil(perSecond / plannedPerShard)),
    writesPerSecond: perSecond * countedMessage.writes,
    storedGib: (stored * assumed.storedBytes) / gib,
    dollarsOfMonth: ((perSecond * monthSeconds) / 1_000_000) * sumOf(messageCosts()),
  };
}

/** The README's table about growth: the figures that grow with the number of stored messages. */
export function growthTable(): string {
  return markdownTable(
    [
      'stored messages',
      'messages/s',
      'least `PURGE_SHARDS`',
      'documents written/s',
      'GiB',
      '$ a month',
    ],
    toldSizes.map((stored) => {
      const { perSecond, shards, writesPerSecond, storedGib, dollarsOfMonth } = growthOf(stored);
      return [
        stored.toLocaleString('en'),
        told(perSecond),
        String(shards),
        told(writesPerSecond),
        told(storedGib),
        told(dollarsOfMonth),
      ];
    }),
  );
}
