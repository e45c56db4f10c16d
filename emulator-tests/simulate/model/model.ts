import {
  type Instant,
  microsPerDay,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import { skewMax } from '../world/create-world.ts';
import { promisedDays, promiseOf } from './promises.ts';

export type Fields = { readonly [name: string]: unknown };

/** What the model knows about a record. */
export type ModelRecord = {
  readonly category: string;
  readonly id: string;
  readonly person: number;
  readonly conversation: string | undefined;
  /**
   * True if the record contains an identifier of the person. Then an erasure of the person finds
   * this record directly.
   */
  readonly named: boolean;
  readonly createdAt: Instant;
  basisAt: Instant;
  expiresAt: Instant;
  /**
   * The expiry that the record had when it was last encrypted. This expiry decides the data key of
   * the record. A later, shorter retention does not change the key.
   */
  sealedUntil: Instant;
  /** The values that reads must show. */
  values: Fields;
  correctedAt?: Instant;
  /**
   * True if the ledger lists an expiry of this record. Then the ledger also lists each further
   * expiry that a caller chooses for the record.
   */
  isMoved?: boolean;
  /** True if a consent was withdrawn because the person withdrew another consent of this type. */
  withdrawnBeside?: boolean;
  /**
   * True if a pending consent cannot be confirmed, because the person withdrew another consent of
   * its type.
   */
  isOvertaken?: boolean;
  /**
   * `live`: stored until its expiry. `gone`: deleted or erased. `going`: its erasure is accepted,
   * and a sweep completes it. `hidden`: a restore has restricted it.
   */
  state: 'live' | 'gone' | 'going' | 'hidden';
  why?: string;
};

/**
 * A fence is valid from `from`. It hides the records of a category that were created up to `upTo`.
 */
export type ModelFence = {
  readonly category: string;
  upTo: Instant;
  readonly from: Instant;
  readonly erasure?: string;
  /** True if the fence was cancelled before it took effect. */
  isCancelled?: boolean;
};

/**
 * A chosen retention, and the time from which it is valid. If `days` is undefined, the promised
 * retention is valid.
 */
type Chosen = { readonly from: Instant; readonly days: number | undefined };

export type ModelShortening = {
  readonly category: string;
  readonly upTo: Instant;
  readonly days: number;
};

/** A change that waits for the end of its cooling-off time. */
export type ModelPending =
  | {
      readonly kind: 'shorten';
      readonly category: string;
      readonly days: number;
      readonly chosen: number | undefined;
      readonly at: Instant;
    }
  | { readonly kind: 'cooling'; readonly hours: number; readonly at: Instant }
  | { readonly kind: 'erase'; readonly category: string; readonly at: Instant };

export type ModelPool = {
  readonly id: string;
  readonly kind: 'code' | 'coupon';
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly loaded: Set<string>;
  readonly used: Set<string>;
  /** The records whose code is unknown, because nobody could read it yet. */
  readonly unread: Set<string>;
  /**
   * The requests for a code during which a fault occurred. `code` is undefined if the pool chose
   * the code.
   */
  doubts: { readonly at: Instant; readonly code: string | undefined }[];
  /** The codes that a restore may have marked as used although nobody got them. */
  lost: (string | undefined)[];
};

export type ModelRaffle = {
  readonly id: string;
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly expiresAt: Instant;
  drawn: number;
};

/** One earning of coins, and how many of these coins are not spent. */
export type ModelLot = { readonly id: string; left: number };

/** What an erasure deletes. */
export type ModelScope = {
  readonly scope: 'person' | 'conversation' | 'category' | 'tenant';
  readonly category?: string;
  readonly person?: number;
  readonly conversation?: string;
};

/** A request for an erasure, with its time. */
export type ModelRequest = ModelScope & { readonly at: Instant };

export type ModelErasure = ModelScope & {
  readonly id: string;
  readonly acceptedAt: Instant;
  /** The ids of the records that a sweep must delete when it completes the erasure. */
  readonly bound?: ReadonlySet<string>;
  /** For each category, the number of records that the receipt of the erasure must state. */
  readonly counted: Map<string, ModelRange>;
  /** True after the receipt of the erasure was issued. */
  isTold?: boolean;
  /** True if the erasure was cancelled before it took effect. Then it gets no receipt. */
  isCancelled?: boolean;
  /**
   * True if a restore has lost the erasure. A restore does not bring back an erasure that deleted
   * nothing.
   */
  isLost?: boolean;
  isDone: boolean;
};

/** A number between two limits, because Mayfly may or may not count a record near its expiry. */
export type ModelRange = { least: number; most: number };

/** An expiry (`until`) that a caller chose for a record at the instant `at`. */
export type ModelMove = { readonly at: Instant; readonly id: string; readonly until: Instant };

/** The person of a conversation, stated by a caller at an instant. */
export type ModelSubject = {
  readonly person: number;
  readonly statedAt: Instant;
  readonly until: Instant;
};

/** The part of a tenant that a backup contains. */
export type ModelData = {
  records: Map<string, ModelRecord>;
  pools: ModelPool[];
  raffles: ModelRaffle[];
  lots: Map<string, ModelLot>;
};

export type ModelTenant = ModelData & {
  readonly number: number;
  readonly id: string;
  readonly key: string;
  chosen: Map<string, Chosen[]>;
  off: Map<string, Instant>;
  /** For each category, the instant until which some processes may still use the old settings. */
  unclear: Map<string, Instant>;
  /**
   * Records that a caller wanted to delete, or consents that a caller wanted to withdraw, in a
   * request that got no answer. A restore may delete these records or withdraw these consents.
   */
  readonly unanswered: { readonly at: Instant; readonly ids: ReadonlySet<string> }[];
  /**
   * Shorter retentions that were not stored, because their requests failed without an answer. The
   * ledger may list them nevertheless. Then a restore carries them out if the profile was changed
   * after these requests.
   */
  unshortened: { readonly at: Instant; readonly category: string; readonly days: number }[];
  /** The expiries that the ledger lists. A restore repeats the last expiry of each record. */
  moves: ModelMove[];
  /**
   * Expiries that were not stored, because their requests had a fault. The ledger may list them.
   * Then a restore may carry them out.
   */
  unmoved: ModelMove[];
  /**
   * Records that a caller wanted to correct in a request that had a fault or got no answer. A
   * restore may restrict these records.
   */
  readonly uncorrected: { readonly at: Instant; readonly id: string }[];
  /**
   * Requests for erasures that had a fault or got no answer. The ledger notes an erasure before
   * Mayfly stores it. So the ledger may contain an erasure that is not stored, and a restore
   * carries it out.
   */
  unstored: ModelRequest[];
  fences: ModelFence[];
  shortenings: ModelShortening[];
  pending: Map<string, ModelPending>;
  coolingHours: number;
  erasures: ModelErasure[];
  /**
   * The person whom a caller has stated for a conversation. An erasure of this person must find the
   * conversation. The entry is removed when a message of the conversation is deleted.
   */
  readonly subjects: Map<string, ModelSubject>;
  /** For each category, the time when the owner has last read its list. */
  looked: Map<string, Instant>;
  /** The instant when the whole tenant is erased. */
  endsAt?: Instant;
  /** The instant when the simulator saw that nothing of the tenant is left. */
  endedAt?: Instant;
};

/**
 * The time from a change of settings until all processes know the new settings. Then no process can
 * commit a write with the old settings any more.
 */
export const settledMicros = 75 * microsPerSecond;
/** For this time after a category is switched off, its fence also hides newly created records. */
export const strayMicros = 45 * microsPerSecond;

export function newTenant(number: number, id: string, key: string): ModelTenant {
  return {
    number,
    id,
    key,
    records: new Map(),
    pools: [],
    raffles: [],
    lots: new Map(),
    subjects: new Map(),
    chosen: new Map(),
    off: new Map(),
    unclear: new Map(),
    unanswered: [],
    unshortened: [],
    moves: [],
    unmoved: [],
    uncorrected: [],
    unstored: [],
    fences: [],
    shortenings: [],
    pending: new Map(),
    coolingHours: 0,
    erasures: [],
    looked: new Map(),
  };
}

export const wholeMillis = (instant: Instant): Instant =>
  Math.floor(instant / microsPerMilli) * microsPerMilli;

/**
 * Returns the retentions in days that are valid for new records now. While settings change, there
 * may be several.
 */
export function allowedDays(
  tenant: ModelTenant,
  category: string,
  fields: Fields,
  now: Instant,
): Set<number> {
  const promised = promisedDays(category, fields);
  const { longer } = promiseOf(category);
  const entries: Chosen[] = [
    { from: Number.NEGATIVE_INFINITY, days: undefined },
    ...(tenant.chosen.get(category) ?? []),
  ];
  const days = entries.flatMap((entry, at) => {
    const until = entries[at + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (entry.from > now + settledMicros || until < now - settledMicros) return [];
    const { days: chosen = promised } = entry;
    return [longer.includes(chosen) ? chosen : Math.min(chosen, promised)];
  });
  return new Set(days);
}

/** Returns the retention that a tenant has chosen for a category by now. */
export function chosenDays(
  tenant: ModelTenant,
  category: string,
  now: Instant,
): number | undefined {
  return tenant.chosen.get(category)?.findLast(({ from }) => from <= now)?.days;
}

/** Tells whether some processes may still use the old settings of a category. */
export function isUnclear(tenant: ModelTenant, category: string, now: Instant): boolean {
  return (tenant.unclear.get(category) ?? 0) > now;
}

export function isFenced(tenant: ModelTenant, record: ModelRecord, now: Instant): boolean {
  return tenant.fences.some(
    ({ category, upTo, from, isCancelled }) =>
      isCancelled !== true &&
      (category === record.category || (category === '*' && record.category !== 'manager_log')) &&
      record.createdAt <= upTo &&
      now >= from,
  );
}

/** Tells whether a process whose clock says `now` must show a record. */
export function isShown(tenant: ModelTenant, record: ModelRecord, now: Instant): boolean {
  return record.state === 'live' && record.expiresAt > now && !isFenced(tenant, record, now);
}

function shortenRecord(record: ModelRecord, { upTo, days }: ModelShortening): void {
  const until = Math.max(wholeMillis(record.basisAt) + days * microsPerDay, wholeMillis(upTo));
  record.expiresAt = Math.min(record.expiresAt, until);
}

/**
 * Moves the expiry of existing records to an earlier time. If the tenant later chooses a longer
 * retention, this expiry stays.
 */
export function shorten(data: ModelData, shortening: ModelShortening): void {
  const { category, upTo } = shortening;
  for (const record of data.records.values())
    if (record.category === category && record.basisAt <= upTo + strayMicros)
      shortenRecord(record, shortening);
}

/**
 * Gives an earlier expiry to a record that a request has just created or renewed. Just after a
 * shorter retention took effect, a process with a slow clock may still use the longer retention.
 * Then the sweep also makes the new expiry earlier.
 */
export function shortenRenewed({ shortenings }: ModelTenant, record: ModelRecord): void {
  for (const shortening of shortenings)
    if (shortening.category === record.category && record.basisAt <= shortening.upTo)
      shortenRecord(record, shortening);
}

/**
 * Returns two expiries of a stored document: the stored one, and the one from which nobody may read
 * the document. A shorter retention is valid at once, and a sweep changes the stored expiry later.
 * Until then an erasure may or may not count the document.
 */
export function expiriesOf(
  { records }: ModelTenant,
  { ref, before }: { readonly ref: { readonly id: string }; readonly before: Fields | undefined },
): { readonly stored: Instant; readonly readable: Instant } {
  const stored = Number(before?.['expires_at']);
  return { stored, readable: Math.min(stored, records.get(ref.id)?.expiresAt ?? stored) };
}

/** Marks records as gone. */
export function forget(records: Iterable<ModelRecord>, why: string): void {
  for (const record of records) {
    record.state = 'gone';
    record.why = why;
  }
}

/** The number of days from a record's expiry until the model forgets it. No backup is that old. */
const rememberedDays = 20;

/**
 * Makes the model forget records that expired long ago. If such a record is stored again, the
 * checks report it as a record that nobody has stored.
 */
export function dropOld(tenant: ModelTenant, now: Instant): void {
  const { records, lots, unanswered, uncorrected } = tenant;
  const before = now - rememberedDays * microsPerDay;
  for (const [id, { expiresAt }] of records)
    if (expiresAt < before) {
      records.delete(id);
      lots.delete(id);
    }
  while ((unanswered[0]?.at ?? now) < before) unanswered.shift();
  while ((uncorrected[0]?.at ?? now) < before) uncorrected.shift();
  tenant.unstored = tenant.unstored.filter(({ at }) => at >= before);
  tenant.unshortened = tenant.unshortened.filter(({ at }) => at >= before);
  tenant.moves = tenant.moves.filter(({ at }) => at >= before);
  tenant.unmoved = tenant.unmoved.filter(({ at }) => at >= before);
}

/** How far the clock of a process may be ahead of the true time. */
const aheadMax: Instant = skewMax + microsPerSecond;

/**
 * Applies the changes whose cooling-off time is over. A process with a fast clock uses a shorter
 * retention a little earlier. So the model applies the retention a little earlier too. But it lets
 * no record expire before the end of the cooling-off time.
 */
export function coolOff(tenant: ModelTenant, now: Instant): void {
  for (const [id, change] of tenant.pending) {
    if (change.at > now + (change.kind === 'shorten' ? aheadMax : 0)) continue;
    tenant.pending.delete(id);
    if (change.kind === 'cooling') tenant.coolingHours = change.hours;
    if (change.kind === 'shorten') {
      const { category, days, chosen, at } = change;
      tenant.chosen.set(category, [
        ...(tenant.chosen.get(category) ?? []),
        { from: at, days: chosen },
      ]);
      tenant.shortenings.push({ category, upTo: at, days });
      shorten(tenant, { category, upTo: at, days });
      tenant.unclear.set(category, at + settledMicros);
    }
  }
}

/** Returns the unspent coins of a person, from all visible earnings. */
export function coinsOf(tenant: ModelTenant, person: number, now: Instant): number {
  let coins = 0;
  for (const { id, left } of tenant.lots.values()) {
    const record = tenant.records.get(id);
    if (record?.person === person && isShown(tenant, record, now)) coins += left;
  }
  return coins;
}

/**
 * Takes coins from the earnings of a person, the oldest first.
 * @param withGoing true to also take coins that an interrupted erasure has not deleted yet
 * @returns true if there were enough coins
 */
export function spendCoins(
  tenant: ModelTenant,
  person: number,
  coins: number,
  now: Instant,
  withGoing = false,
): boolean {
  const isUsable = (record: ModelRecord) =>
    isShown(tenant, record, now) ||
    (withGoing && record.state === 'going' && record.expiresAt > now);
  const lots = [...tenant.lots.values()]
    .map((lot) => ({ lot, record: tenant.records.get(lot.id) }))
    .filter(({ record }) => record?.person === person && isUsable(record))
    .toSorted((one, other) => (one.record?.createdAt ?? 0) - (other.record?.createdAt ?? 0));
  if (lots.reduce((sum, { lot }) => sum + lot.left, 0) < coins) return false;
  let missing = coins;
  for (const { lot } of lots) {
    const taken = Math.min(missing, lot.left);
    lot.left -= taken;
    missing -= taken;
  }
  return true;
}
