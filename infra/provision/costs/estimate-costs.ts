import { Cron } from 'croner';
import { turns } from '#shared/sweeps/purge/turn.ts';
import { collections } from '#shared/wiring/collections.ts';
import { deriveIndexFile } from '../../firestore/derive-index-file.ts';
import { databases, functions, keys, schedules, secrets } from '../../manifest.ts';
import { type PriceName, prices, unpriced } from './prices.ts';

/** A part of the costs: a quantity, and the name of its price. */
export type Cost = { readonly what: string; readonly amount: number; readonly price: PriceName };

const daysOfMonth = 365 / 12;
const gib = 1_024 ** 3;
const million = 1_000_000;

/** Assumptions that nobody has measured on a real project. */
export const assumed = {
  /** The number of seconds that a run of a task takes if it finds nothing to do. */
  idleRunSeconds: 1,
  /**
   * The number of documents that an idle run of a task reads. A purge also makes the queries that
   * {@link queriesOfPurge} counts.
   */
  idleRunReads: 50,
  /**
   * How many seconds an instance works for one message. If an instance serves several requests at
   * the same time, these requests share the instance's seconds, and the number is smaller.
   */
  messageSeconds: 0.02,
  messagesOfConversation: 10,
  /**
   * The bytes of one message in three places. In Firestore: the documents and all indexes. At the
   * load balancer: the request and the answer. In the log: one line.
   */
  storedBytes: 2_048,
  balancedBytes: 2_048,
  loggedBytes: 512,
} as const;

/** The number of times that a job runs in a month, calculated from its runs in one day. */
export function runsOf(cron: string): number {
  const end = new Date('2026-01-02T00:00:00Z');
  const runs = new Cron(cron, { timezone: 'UTC' });
  let count = 0;
  let last: Date | null = runs.nextRun(new Date('2025-12-31T23:59:59Z'));
  while (last !== null && last < end) {
    count += 1;
    last = runs.nextRun(last);
  }
  return count * daysOfMonth;
}

/**
 * How many operations at Firestore and Cloud KMS a message needs, if the function's caches are
 * filled. An `Idempotency-Key` would add one document.
 * `emulator-tests/black-box/operations.test.ts` counts the operations of the request.
 * `counted-purge.test.ts` counts the operations of the deletion.
 */
export const countedMessage = { writes: 2, reads: 0, kmsCalls: 0, readsOfDeletion: 1 } as const;

/**
 * How many queries a purge makes if it finds nothing: one for each collection with a TTL, and one
 * for data keys. In a third of the collections it makes one more, which searches higher shards.
 * With more than thirty shards, each purge makes more queries. A query without a result costs one
 * read.
 */
export function queriesOfPurge(): number {
  const expiring = databases.flatMap(({ id }) =>
    deriveIndexFile(collections, id).fieldOverrides.filter(({ ttl }) => ttl === true),
  );
  const searched = expiring.length + 1;
  return searched + Math.ceil(searched / turns);
}

function secondsOf(name: string, runs: number, seconds: number): Cost[] {
  const { size } = functions.find((each) => each.name === name) ?? {};
  if (size === undefined) throw new Error(`no function ${name}`);
  return [
    { what: `CPU of ${name}`, amount: runs * seconds * size.cpu, price: 'cpuSecond' },
    {
      what: `memory of ${name}`,
      amount: (runs * seconds * size.memoryMiB) / 1_024,
      price: 'memorySecond',
    },
  ];
}

/** The costs of a month in which nobody uses Mayfly. */
export function idleCosts(): Cost[] {
  const tasks = schedules.flatMap(({ job, cron, function: name }) => {
    const runs = runsOf(cron);
    const reads = assumed.idleRunReads + (job === 'purge' ? queriesOfPurge() : 0);
    return [
      ...secondsOf(name, runs, assumed.idleRunSeconds),
      { what: `reads of ${job}`, amount: runs * reads, price: 'documentRead' } as const,
    ];
  });
  return [
    { what: 'forwarding rules', amount: 24 * daysOfMonth, price: 'forwardingHour' },
    { what: 'keys, with one version each', amount: keys.length, price: 'keyVersion' },
    { what: 'jobs', amount: schedules.length, price: 'job' },
    { what: 'secrets', amount: secrets.length, price: 'secretVersion' },
    ...tasks,
  ];
}

/** The operations and the time of one request. */
export type RequestCounts = {
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
  /** The seconds for which an instance works on the request. */
  readonly seconds: number;
};

/** The costs of a million requests to a function. */
export function requestCosts(service: string, counts: RequestCounts): Cost[] {
  const { reads, writes, deletes, seconds } = counts;
  return [
    { what: 'reads', amount: reads * million, price: 'documentRead' },
    { what: 'writes', amount: writes * million, price: 'documentWrite' },
    { what: 'deletions by requests', amount: deletes * million, price: 'documentDelete' },
    { what: 'requests', amount: million, price: 'request' },
    ...secondsOf(service, million, seconds),
  ];
}

const assumedRequest: RequestCounts = {
  ...countedMessage,
  deletes: 0,
  seconds: assumed.messageSeconds,
};

/**
 * The costs of a million chat messages, from the request to the deletion by the purge. Each
 * conversation has one more document, its head, which the purge also deletes.
 * @param counts the operations of one request, by default those of {@link countedMessage}
 * @param messages how many messages a request stores
 */
export function messageCosts(counts: RequestCounts = assumedRequest, messages = 1): Cost[] {
  const { messagesOfConversation, storedBytes, balancedBytes, loggedBytes } = assumed;
  const documents = million * (1 + 1 / messagesOfConversation);
  const requests = requestCosts('chat', counts)
    .map((cost) => ({ ...cost, amount: cost.amount / messages }))
    .filter(({ amount }) => amount > 0);
  return [
    ...requests,
    {
      what: 'reads of the purge',
      amount: countedMessage.readsOfDeletion * documents,
      price: 'documentRead',
    },
    { what: 'deletions', amount: documents, price: 'documentDelete' },
    {
      what: 'storage for seven days',
      amount: ((million * storedBytes) / gib) * (7 / daysOfMonth),
      price: 'stored',
    },
    { what: 'load balancer', amount: (million * balancedBytes) / gib, price: 'balanced' },
    { what: 'log lines', amount: (million * loggedBytes) / gib / messages, price: 'logged' },
  ];
}

export function sumOf(costs: readonly Cost[]): number {
  return costs.reduce((sum, { amount, price }) => sum + amount * prices[price].usd, 0);
}

export const dollars = (usd: number) => `$${usd.toFixed(2)}`;

/** A title with the sum of some costs, and a line for each of them. */
export function renderPart(title: string, costs: readonly Cost[]): string[] {
  const lines = costs.map((cost) => `  ${dollars(sumOf([cost])).padStart(8)}  ${cost.what}`);
  return [`${title}: ${dollars(sumOf(costs))}`, ...lines];
}

/**
 * The costs of Mayfly as lines for people. The last lines say which costs are missing or assumed.
 */
export function renderCosts(): string[] {
  const borrowed = Object.values(prices).flatMap((price) => ('isOf' in price ? [price.isOf] : []));
  return [
    'Costs, at the list prices in infra/provision/costs/prices.ts, which states the source of each:',
    ...renderPart('A month without any use', idleCosts()),
    ...renderPart('A million messages', messageCosts()),
    `Prices that are from another region: ${[...new Set(borrowed)].join('; ')}.`,
    `Not included, because no price was found: ${unpriced.join('; ')}.`,
    `Assumed, not measured: ${assumed.idleRunSeconds} s for an idle run of a task, ${assumed.messageSeconds} s of an instance for a message; the other assumptions are in infra/provision/costs/estimate-costs.ts.`,
  ];
}
