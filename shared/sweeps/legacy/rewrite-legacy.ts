import type { Category } from '#shared/categories/define-category.ts';
import type { CheckedContext, Context, RecordDeps } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { isLive } from '#shared/store/live.ts';
import {
  AlreadyExists,
  allTenants,
  type DocumentData,
  type Query,
  type Store,
  type StoredDocument,
  WriteConflict,
} from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { contextFor } from '../rekey/rehash-context.ts';
import { sumFound } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { legacyRecordsId } from './collections.ts';
import { landingWrites } from './land-record.ts';
import { loadLegacyKey } from './legacy-keys.ts';
import { LineRefused } from './line.ts';
import { createOwnLandings } from './own-landing.ts';
import { openContent, recordOf } from './staged.ts';

const pageSize = 100;
const recordsAtOnce = 8;
const attemptsMax = 4;

export type MigrateDeps = {
  readonly categories: readonly Category[];
  readonly records: RecordDeps;
  readonly wrapper: KeyWrapper;
};

export type Migrated = {
  /** Imported records that were encrypted again with GCM. */
  readonly migrated: number;
  /**
   * Waiting lines that cannot be decrypted, or that wait for a raffle, a pool or their category.
   */
  readonly legacy_left: number;
};

const everyStaged: Query = {
  collection: legacyRecordsId,
  tenant: allTenants,
  where: [],
  orderBy: [],
  limit: pageSize,
};

/** The context and the legacy keys of each tenant, which a run loads only once. */
function createTenants(run: SweepRun, { records, wrapper }: MigrateDeps) {
  const contexts = new Map<string, Promise<(Context & { readonly store: Store }) | undefined>>();
  const keys = new Map<string, Promise<DataKey | undefined>>();
  return {
    contextOf(tenant: string) {
      const known = contexts.get(tenant) ?? contextFor(run, records, tenant);
      contexts.set(tenant, known);
      return known;
    },
    keyOf(tenant: string, name: string | undefined) {
      if (name === undefined) return undefined;
      const id = `${tenant}|${name}`;
      const known = keys.get(id) ?? loadLegacyKey({ store: run.store, wrapper }, tenant, name);
      keys.set(id, known);
      return known;
    },
  };
}

/** The hashes of a waiting record, by their stored names. */
function hashesIn(data: DocumentData): DocumentData {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name.endsWith('_bcrypt')));
}

const left = { complete: true, migrated: 0, legacy_left: 1 };
const gone = { complete: true, migrated: 0, legacy_left: 0 };

/**
 * Makes records of imported lines that are still encrypted by the older system. One commit encrypts
 * the fields of a line with GCM, stores the record and deletes the waiting document. Before that
 * commit the verbs of the category do not show the line. If another record has taken the line's
 * unique values meanwhile, that record keeps them.
 */
export async function rewriteLegacy(run: SweepRun, deps: MigrateDeps): Promise<Migrated> {
  const tenants = createTenants(run, deps);
  const own = createOwnLandings();
  const categories = new Map(deps.categories.map((category) => [category.id, category]));

  async function rewrite(
    ctx: Context & { readonly store: Store },
    category: Category,
    document: StoredDocument,
  ) {
    const content = await openContent(ctx, document);
    const key = await tenants.keyOf(ctx.tenant, content.legacyKey);
    const record = recordOf(category, document.ref.id, content, key);
    const checked: CheckedContext = {
      ...ctx,
      right: () => undefined,
      commit: (writes) => ctx.store.commit(writes),
    };
    const landing = {
      category,
      record,
      hashes: hashesIn(document.data),
      whenTaken: 'go without',
    } as const;
    const { ref, version } = document;
    for (let attempt = 0; ; attempt += 1)
      try {
        const writes = await landingWrites(checked, own, landing, attempt);
        await ctx.store.commit([{ kind: 'delete', ref, version }, ...writes]);
        return { ...gone, migrated: 1 };
      } catch (error) {
        if (!(error instanceof WriteConflict)) throw error;
        const isThere = (await ctx.store.get(ref))?.version === version;
        // Another process has made a record of the line, or has deleted the line.
        if (!isThere) return gone;
        if (attempt >= attemptsMax) return { ...left, complete: false };
        if (error instanceof AlreadyExists && attempt > 0) return left;
      }
  }

  return sumFound(
    run,
    everyStaged,
    async (document) => {
      const ctx = await tenants.contextOf(document.ref.tenant);
      const category = categories.get(String(document.data['of_category']));
      if (ctx === undefined || category === undefined) return left;
      // Other sweeps delete documents that have expired or belong to an erased category.
      if (!isLive(document, { ...categoryRuleOf(ctx, category), later: [] })) return gone;
      if (settingsOf(ctx.settings, category).destination !== 'server') return left;
      try {
        return await rewrite(ctx, category, document);
      } catch (error) {
        if (error instanceof LineRefused) return left;
        if (!(error instanceof DecryptionError)) throw error;
        deps.records.onUnreadable(document.ref);
        return left;
      }
    },
    ['migrated', 'legacy_left'],
    recordsAtOnce,
  );
}
