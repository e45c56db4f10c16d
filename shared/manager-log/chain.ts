import type { Instant } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import { bucketEnd, expiryOf } from '#shared/settings/retention.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { Store, Write } from '#shared/store/store.ts';
import type { OwnDataKeys } from '#shared/vault/own-data-keys.ts';
import { managerLogDays } from './collections.ts';
import { dayOf, type LogDay, markerExpiry } from './log-day.ts';
import { type ChainHead, type SealEntryDeps, sealEntry } from './seal-entry.ts';

/** An entry that is to be written. */
export type Draft = {
  readonly id: string;
  readonly fields: Fields;
  readonly settings: TenantSettings;
};

export type ChainDeps = SealEntryDeps & {
  readonly store: Store;
  readonly keys: OwnDataKeys;
  /** First of `count` creation instants, see `createInstantSequence`. */
  readonly nextInstants: (count: number) => Instant;
};

/** The entries that this process writes for one tenant, each bound to the one before. Not for use by two at once. */
export type Chain = {
  /**
   * Writes entries in one commit, all or none. A sequence number is used up by the attempt: whether an attempt
   * that failed was written after all is never known, and does not matter, because nothing follows on it.
   * @throws AlreadyExists, WriteConflict, StoreUnavailable
   */
  write(drafts: readonly Draft[]): Promise<void>;
};

/** Begins a chain under a random name of its own. */
export function beginChain(deps: ChainDeps, tenant: string): Chain {
  const writer = newRecordId(deps);
  let nextSeq = 0;
  let head: ChainHead | undefined;
  let markedDay: LogDay = '';

  /** No entry goes before the one it follows, as a shorter retention would have it: that would look like a gap. */
  function followed(
    last: ChainHead | undefined,
    createdAt: Instant,
    expiresAt: Instant,
  ): ChainHead | undefined {
    const isInOrder =
      last !== undefined && last.createdAt <= createdAt && last.expiresAt <= expiresAt;
    return isInOrder ? last : undefined;
  }

  async function seal(drafts: readonly Draft[]) {
    const first = deps.nextInstants(drafts.length);
    let last = head;
    const entries: { readonly write: Write; readonly day: LogDay; readonly seq: number }[] = [];
    for (const [index, { id, fields, settings }] of drafts.entries()) {
      const createdAt = first + index;
      const expiresAt = expiryOf(settings, managerLog, fields, createdAt);
      const end = bucketEnd(managerLog, expiresAt);
      const key = await deps.keys.keyToSeal({ tenant, category: managerLog.id, end });
      const record: ClearRecord = { id, fields, createdAt, expiresAt, basisAt: createdAt };
      const seq = nextSeq++;
      const place = { writer, seq, after: followed(last, createdAt, expiresAt) };
      const { ref, data, hash } = sealEntry(deps, key, tenant, record, place);
      last = { hash, createdAt, expiresAt };
      entries.push({ write: { kind: 'create', ref, data }, day: dayOf(createdAt), seq });
    }
    return { entries, last };
  }

  /** The id is new with each attempt, so that no marker meets one of an attempt before. */
  function marker(day: LogDay, seq: number): Write {
    const id = `${writer}.${seq}`;
    const purge_shard = purgeShard(id, deps.purgeShards);
    return {
      kind: 'create',
      ref: { tenant, collection: managerLogDays.id, id },
      data: { expires_at: markerExpiry(day), purge_shard, day },
    };
  }

  return {
    async write(drafts) {
      const { entries, last } = await seal(drafts);
      const writes: Write[] = [];
      let marked = markedDay;
      for (const { write, day, seq } of entries) {
        if (day !== marked) writes.push(marker(day, seq));
        writes.push(write);
        marked = day;
      }
      await deps.store.commit(writes);
      head = last;
      markedDay = marked;
    },
  };
}
