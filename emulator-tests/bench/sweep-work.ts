import { setImmediate as nextTurn } from 'node:timers/promises';
import { asActing } from '#shared/access/testing/as-acting.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import {
  encodeDecisions,
  encodeSettings,
  fencesRef,
  profileRef,
} from '#shared/settings/encode-settings.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import type { DocumentData, Store, StoredDocument, Version, Write } from '#shared/store/store.ts';
import { runErase } from '#shared/sweeps/erasure/run-erase.ts';
import { legacyRecordsId } from '#shared/sweeps/legacy/collections.ts';
import { createImport } from '#shared/sweeps/legacy/import-lines.ts';
import { loadLegacyKey, storeLegacyKey } from '#shared/sweeps/legacy/legacy-keys.ts';
import { rewriteLegacy } from '#shared/sweeps/legacy/rewrite-legacy.ts';
import { sealStaged } from '#shared/sweeps/legacy/staged.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { runSweep } from '#shared/sweeps/run-sweep.ts';
import { encryptLegacy, legacy, legacyBytes } from '#shared/sweeps/testing/legacy-lines.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createChainDeps } from '#shared/wiring/manager-log-deps.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { createRecordDeps } from '#shared/wiring/record-deps.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';

const tenant = 'bench';
const hour = 3_600 * microsPerSecond;

/** A sweep to measure. `seed` stores the records for it, and `run` runs it once. */
export type SweepWork = {
  readonly name: string;
  readonly seed: (store: Store, count: number) => Promise<void>;
  /**
   * Runs the sweep.
   * @returns the number of records that the sweep has handled
   */
  readonly run: (store: Store) => Promise<number>;
  /**
   * Returns a store that seems to have `count` records. The store makes a record when the sweep
   * reads it, and ignores the sweep's change or deletion of this record.
   */
  readonly generate?: (count: number) => Store;
};

type Deps = {
  readonly config: Config;
  readonly store: Store;
  readonly now: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
};

function onFailure(error: unknown): never {
  throw error;
}

/** Prepares the measured sweeps, with a tenant that they share. */
export async function createSweepWork(deps: Deps): Promise<SweepWork[]> {
  const { config, store, now, randomBytes } = deps;
  const platform = createPlatform(config, { store, now });
  await openTenant(platform, tenant);
  const wrapper = wrapperOf(platform, 'rekey');
  const { logger } = createAppDeps(platform, 'rekey');
  const records = createRecordDeps(platform, { wrapper, logger });
  await storeLegacyKey({ ...platform, wrapper }, { tenant, name: 'old', bytes: legacyBytes });
  const key = await loadLegacyKey({ store, wrapper }, tenant, 'old');
  const through = (own: Store) => ({ ...createTaskWork(platform), store: own, onFailure });
  const settings = everythingOn();

  function messageWith(own: DocumentData) {
    const id = Buffer.from(randomBytes(16)).toString('hex');
    const data = {
      purge_shard: Number.parseInt(id.slice(0, 2), 16) % config.PURGE_SHARDS,
      conversation_id: 'c1',
      text_aes: randomBytes(90),
      dek: '0'.repeat(32),
      enc: 3,
      ...own,
    };
    return { ref: { tenant, collection: nluMessages.id, id }, data };
  }

  async function storeMessages(to: Store, count: number, own: DocumentData): Promise<void> {
    for (let at = 0; at < count; at += 250) {
      const length = Math.min(250, count - at);
      await to.commit(
        Array.from({ length }, (): Write => ({ kind: 'create', ...messageWith(own) })),
      );
    }
  }

  /** The times of a message that was stored before the fence, and that has not expired. */
  const fencedTimes = () => ({ created_at: now() - 2 * hour, expires_at: now() + microsPerDay });

  async function fence(to: Store): Promise<void> {
    const fenced = { ...settings, fences: [{ category: nluMessages.id, upTo: now() - hour }] };
    const waiting = { ...encodeDecisions(fenced), pending: true, changed_at: now() - hour };
    await to.commit([{ kind: 'put', ref: fencesRef(tenant), data: waiting }]);
    await to.commit([{ kind: 'put', ref: profileRef(tenant), data: encodeSettings(fenced) }]);
  }

  const acting = { tenant, scopes: new Set<string>(), settings } as const;
  const ctx = { ...records, ...asActing({ ...acting, actor: { kind: 'api_key', id: 'bench' } }) };
  const text = 'Guten Tag, ich möchte meine Bestellung ändern. Geht das noch?';

  /** Makes an imported line that waits for its migration. */
  async function waitingLine(at: number): Promise<StoredDocument> {
    const [id, createdAt] = [at.toString(16).padStart(32, '0'), now() - hour];
    const expiresAt = createdAt + microsPerDay;
    const fields = { conversation_id: 'c1' };
    const line = {
      record: { id, createdAt, basisAt: createdAt, expiresAt, fields },
      ciphertexts: { text: encryptLegacy(text) },
      legacyKey: 'old',
    };
    return { ...(await sealStaged(ctx, nluMessages, line)), version: '' as Version };
  }

  /**
   * Returns a store that seems to have `count` documents of a collection. Each query of this
   * collection finds the next documents, as if the sweep had deleted or changed all earlier ones.
   */
  function generateDocuments(
    collection: string,
    count: number,
    make: (at: number) => StoredDocument | Promise<StoredDocument>,
  ): Store {
    let next = 0;
    const isMade = (ref: { readonly collection: string }) => ref.collection === collection;
    return {
      ...store,
      async query(query) {
        if (!isMade(query)) return store.query(query);
        // Without this turn of the event loop, the timer that measures the heap would not run.
        await nextTurn();
        const length = Math.min(query.limit, count - next);
        const from = next;
        next += length;
        return Promise.all(Array.from({ length }, async (_, at) => make(from + at)));
      },
      commit: async (writes) =>
        writes.some(({ ref }) => isMade(ref)) ? writes.map(() => undefined) : store.commit(writes),
      deleteEach: async (documents) =>
        documents.some(({ ref }) => isMade(ref)) ? documents.length : store.deleteEach(documents),
    };
  }

  let lines = 0;
  async function importLines(count: number): Promise<void> {
    async function* texts() {
      for (let at = 0; at < count; at += 1)
        yield JSON.stringify({
          category: nluMessages.id,
          id: `line-${(lines += 1)}`,
          created_at: formatInstant(now() - hour),
          conversation_id: 'c1',
          text_aes: legacy(text),
        });
    }
    const chain = createChainDeps(platform, wrapper);
    const note = async () => undefined;
    const options = { encoding: 'base64', key, keepEnvelopes: true, note } as const;
    const done = await createImport({ categories, chain })(ctx, { lines: texts(), ...options });
    if (done.kept !== count) throw new Error(JSON.stringify(done));
  }

  return [
    {
      name: 'purge',
      seed: (to, count) =>
        storeMessages(to, count, {
          created_at: now() - 31 * microsPerDay,
          expires_at: now() - hour,
        }),
      run: async (own) => {
        const { collections, purgeShards: shards, ...rest } = through(own);
        return (await runPurge({ ...rest, collections, shards, budgetSeconds: 3_600 })).deleted;
      },
    },
    {
      name: 'erase',
      async seed(to, count) {
        await fence(to);
        await storeMessages(to, count, fencedTimes());
      },
      run: async (own) => {
        const nothing = () => undefined;
        const told = { onIssued: nothing, onOverdue: nothing, onEnding: nothing };
        const signer = signerOf(platform, 'erase');
        const work = { ...through(own), categories, signer, ...told, budgetSeconds: 3_600 };
        return (await runErase(work)).deleted;
      },
      generate: (count) =>
        generateDocuments(nluMessages.id, count, () => {
          const message = messageWith(fencedTimes());
          const times = { created: now(), updated: now(), read: now() };
          return { ...message, version: '' as Version, times };
        }),
    },
    {
      name: 'migration',
      async seed(to, count) {
        await to.commit([{ kind: 'put', ref: profileRef(tenant), data: encodeSettings(settings) }]);
        await importLines(count);
      },
      run: async (own) => {
        const sweep = { ...through(own), budgetSeconds: 3_600 };
        const migrating = { categories, wrapper, records: { ...records, store: own } };
        return (await runSweep(sweep, (run) => rewriteLegacy(run, migrating))).migrated;
      },
      generate: (count) => generateDocuments(legacyRecordsId, count, waitingLine),
    },
  ];
}
