/** A list price in US dollars, without discounts, free amounts or taxes. */
export type Price = {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
  /** The date that the source states, or the day on which somebody read the source. */
  readonly asOf: string;
  /** The other location that the price is for. It is missing if the price is for our location. */
  readonly isOf?: string;
};

const usMultiRegion = 'the multi-region in the USA, because no price was found for eur3';
const iowa = 'us-central1, because no price was found for europe-west1';
const firestore = 'https://cloud.google.com/firestore/pricing';
const run = 'https://cloud.google.com/run/pricing';
const kms = 'https://cloud.google.com/kms/pricing';
const balancing = 'https://cloud.google.com/load-balancing/pricing';
/** For a price from a page without a date. Somebody read a copy of that page in November 2026. */
const copy = 'an undated copy, read in November 2026';

export const prices = {
  documentRead: {
    usd: 0.06 / 100_000,
    per: 'read',
    source: firestore,
    asOf: copy,
    isOf: usMultiRegion,
  },
  documentWrite: {
    usd: 0.18 / 100_000,
    per: 'write',
    source: firestore,
    asOf: copy,
    isOf: usMultiRegion,
  },
  documentDelete: {
    usd: 0.02 / 100_000,
    per: 'deletion',
    source: firestore,
    asOf: copy,
    isOf: usMultiRegion,
  },
  stored: { usd: 0.18, per: 'GiB and month', source: firestore, asOf: copy, isOf: usMultiRegion },
  keyVersion: { usd: 0.06, per: 'active version and month', source: kms, asOf: '17 March 2025' },
  request: {
    usd: 0.4 / 1_000_000,
    per: 'request',
    source: run,
    asOf: '2025, tier 1, which europe-west1 belongs to',
  },
  cpuSecond: { usd: 0.000_024, per: 'CPU and second', source: run, asOf: '2025, tier 1' },
  memorySecond: { usd: 0.000_002_5, per: 'GiB and second', source: run, asOf: '2025, tier 1' },
  job: {
    usd: 0.1,
    per: 'job and month',
    source: 'https://cloud.google.com/scheduler/pricing',
    asOf: copy,
  },
  secretVersion: {
    usd: 0.06,
    per: 'active version, location and month',
    source: 'https://cloud.google.com/secret-manager/pricing',
    asOf: copy,
  },
  forwardingHour: {
    usd: 0.025,
    per: 'hour of up to five forwarding rules',
    source: balancing,
    asOf: '20 September 2026',
    isOf: iowa,
  },
  balanced: {
    usd: 0.008,
    per: 'GiB that the load balancer receives or sends',
    source: balancing,
    asOf: '20 September 2026',
    isOf: iowa,
  },
  logged: {
    usd: 0.5,
    per: 'GiB of log lines',
    source: 'https://cloud.google.com/stackdriver/pricing',
    asOf: copy,
  },
} as const satisfies { readonly [name: string]: Price };

export type PriceName = keyof typeof prices;

/** Services that also cost something, but whose price was not found. */
export const unpriced = [
  'point-in-time recovery and backups of Firestore',
  'answers that leave Google’s network, in the standard tier',
  'alert policies, and the address of the load balancer',
  'builds, and images in the registry',
] as const;
