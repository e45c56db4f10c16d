import type { Instant } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import { bucketEnd, expiryOf } from '#shared/settings/retention.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { Store, Write } from '#shared/store/store.ts';
import type { OwnDataKeys } from '#shared/vault/own-data-keys.ts';
import { managerLogHours } from './collections.ts';
import type { EntryPlace } from './entry-place.ts';
import { hourOf, type LogHour, markerExpiry } from './log-hour.ts';
import { type ChainHead, type SealEntryDeps, sealEntry } from './seal-entry.ts';

/** An entry before it is written. */
export type Draft = {
  readonly fields: Fields;
  readonly settings: TenantSettings;
  /**
   * Set if an entry comes from another system. The id prevents a second import, and the expiry is
   * that of the original entry.
   */
  readonly imported?: { readonly id: string; readonly expiresAt: Instant };
  /** The mark by which the entries of one actor are found. */
  readonly actorMark?: string | undefined;
};

export type ChainDeps = SealEntryDeps & {
  readonly store: Store;
  readonly keys: OwnDataKeys;
  /** Returns the first of `count` consecutive creation times, see `createInstantSequence`. */
  readonly nextInstants: (count: number) => Instant;
};

/**
 * The entries that this process writes for one tenant. Each entry contains the hash of the previous
 * entry. Two callers must not use a chain at the same time.
 */
export type Chain = {
  /**
   * Writes entries in one commit, all or none of them. New entries get random ids, imported entries
   * keep theirs. If the commit fails, its random ids and sequence numbers are not used again. The
   * database may have stored the entries nevertheless, and the writer cannot find this out. This
   * does no harm, because no later entry contains a hash of these entries.
   * @returns the place of each entry
   * @throws WriteConflict, StoreUnavailable, KeyServiceUnavailable, KeyDenied
   */
  write(drafts: readonly Draft[]): Promise<EntryPlace[]>;
};

/** Begins a chain, and gives it a random name. */
export function beginChain(deps: ChainDeps, tenant: string): Chain {
  const writer = newRecordId(deps);
  let nextSeq = 0;
  let head: ChainHead | undefined;
  let markedHour: LogHour = '';

  /**
   * Returns the previous entry, if the new entry may contain its hash. An entry must not expire
   * before its previous entry, because the rest of the chain would then seem to have a gap. So if
   * the retention has become shorter, or the clock was set back, the new entry gets no previous
   * entry.
   */
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
    const entries: { readonly write: Write; readonly place: EntryPlace }[] = [];
    for (const [index, { fields, settings, imported, actorMark }] of drafts.entries()) {
      const createdAt = first + index;
      const expiresAt = imported?.expiresAt ?? expiryOf(settings, managerLog, fields, createdAt);
      const end = bucketEnd(managerLog, expiresAt);
      const key = await deps.keys.keyToSeal({ tenant, category: managerLog.id, end });
      const id = imported?.id ?? newRecordId(deps);
      const record: ClearRecord = { id, fields, createdAt, expiresAt, basisAt: createdAt };
      const seq = nextSeq++;
      const place = { writer, seq, after: followed(last, createdAt, expiresAt) };
      const { ref, data, hash } = sealEntry(deps, key, tenant, { record, actorMark }, place);
      last = { hash, createdAt, expiresAt };
      entries.push({
        write: { kind: 'create', ref, data },
        place: { tenant, chain: writer, seq, hash, created_at: createdAt, due_at: expiresAt },
      });
    }
    return { entries, last };
  }

  /**
   * The document that marks the hour for the sealing. Each attempt uses a new id for its marker. So
   * no attempt conflicts with the marker of an earlier attempt.
   */
  function marker(hour: LogHour, seq: number): Write {
    const id = `${writer}.${seq}`;
    const purge_shard = purgeShard(id, deps.purgeShards);
    return {
      kind: 'create',
      ref: { tenant, collection: managerLogHours.id, id },
      data: { expires_at: markerExpiry(hour), purge_shard, hour },
    };
  }

  return {
    async write(drafts) {
      const { entries, last } = await seal(drafts);
      const writes: Write[] = [];
      let marked = markedHour;
      for (const { write, place } of entries) {
        const hour = hourOf(place.created_at);
        if (hour !== marked) writes.push(marker(hour, place.seq));
        writes.push(write);
        marked = hour;
      }
      await deps.store.commit(writes);
      head = last;
      markedHour = marked;
      return entries.map(({ place }) => place);
    },
  };
}
