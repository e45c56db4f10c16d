import type { Category } from '#shared/categories/define-category.ts';
import type { CheckedContext, Context, RecordDeps } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { isLive } from '#shared/store/live.ts';
import {
  AlreadyExists,
  allTenants,
  type DocumentData,
  type Query,
  type Store,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { rulesOf } from '#shared/vault/lookup-rules.ts';
import { contextFor } from '../rekey/rehash-context.ts';
import { renewHashes } from '../rekey/renew-hashes.ts';
import { sumFound } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { legacyRecordsId } from './collections.ts';
import { landingWrites } from './land-record.ts';
import { createKeyReader } from './legacy-keys.ts';
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
  /** How many waiting lines this run has turned into records. */
  readonly migrated: number;
  /**
   * The number of lines that still wait, for example because they cannot be decrypted, because a
   * restore holds them back, or because their raffle, pool or category is missing or switched off.
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

/**
 * Gives the context of a tenant, whose settings are at most 5 s old, and the legacy keys of the
 * tenant. A run loads each key only once.
 */
function createTenants(run: SweepRun, { records, wrapper }: MigrateDeps) {
  const { store } = run;
  const read = createSettingsReader({ store, now: records.now });
  return {
    contextOf: (tenant: string) => contextFor(run, records, tenant, read),
    keyOf: createKeyReader({ store, wrapper }),
  };
}

/**
 * The lookup hashes of a waiting record by today's rules, under their stored names. The line may
 * have waited since the first rules. So a value is hashed again if it has another form today.
 */
async function hashesOfToday(
  ctx: Context,
  { fields: declared }: Category,
  { fields }: ClearRecord,
  data: DocumentData,
): Promise<DocumentData> {
  const stored = Object.entries(data).filter(([name]) => name.endsWith('_bcrypt'));
  const firstRules = rulesOf({});
  const { hashes } = await renewHashes(ctx, declared, firstRules, fields, data);
  return { ...Object.fromEntries(stored), ...hashes };
}

/**
 * Returns the record with the earlier of two expiries: its own, and the expiry under the present
 * retention. The tenant may have chosen a shorter retention while the line was waiting.
 */
function withPresentExpiry(ctx: Context, category: Category, record: ClearRecord): ClearRecord {
  const { fields, basisAt, expiresAt } = record;
  const present = expiryOf(ctx.settings, category, fields, basisAt);
  return { ...record, expiresAt: Math.min(expiresAt, present) };
}

const left = { complete: true, migrated: 0, legacy_left: 1 };
const gone = { complete: true, migrated: 0, legacy_left: 0 };

/**
 * Makes records of waiting lines. The fields of such a line are still ciphertexts of the older
 * system. One commit encrypts the fields of a line with GCM, stores the record and deletes the
 * waiting document. Before that commit no verb of the category finds the line. If another record
 * has taken the line's unique values meanwhile, that record keeps them. A line that has expired
 * under the tenant's present retention is deleted. A line that a restore holds back (its field
 * `held_at` is set) is not changed.
 */
export async function rewriteLegacy(run: SweepRun, deps: MigrateDeps): Promise<Migrated> {
  const tenants = createTenants(run, deps);
  const own = createOwnLandings();
  const categories = new Map(deps.categories.map((category) => [category.id, category]));

  async function openWaiting(ctx: Context, category: Category, document: StoredDocument) {
    const content = await openContent(ctx, document);
    const key = await tenants.keyOf(ctx.tenant, content.legacyKey);
    return recordOf(category, document.ref.id, content, key);
  }

  /**
   * The writes that store the record and delete the waiting document. If the record has expired,
   * they only delete the waiting document.
   */
  async function writesFor(
    ctx: Context & { readonly store: Store },
    category: Category,
    document: StoredDocument,
    opened: ClearRecord,
    attempt: number,
  ): Promise<Write[]> {
    const { ref, data, version } = document;
    const deletion: Write = { kind: 'delete', ref, version };
    const record = withPresentExpiry(ctx, category, opened);
    if (record.expiresAt <= ctx.now()) return [deletion];
    const checked: CheckedContext = {
      ...ctx,
      right: () => undefined,
      commit: (writes) => ctx.store.commit(writes),
    };
    const hashes = await hashesOfToday(ctx, category, record, data);
    const landing = { category, record, hashes, whenTaken: 'go without' } as const;
    return [deletion, ...(await landingWrites(checked, own, landing, attempt))];
  }

  async function rewrite(category: Category, document: StoredDocument) {
    const { ref, version } = document;
    let opened: ClearRecord | undefined;
    for (let attempt = 0; ; attempt += 1) {
      const ctx = await tenants.contextOf(ref.tenant);
      if (ctx === undefined) return left;
      // The purge deletes expired lines.
      if (!isLive(document, { ...categoryRuleOf(ctx, category), later: [] })) return gone;
      if (settingsOf(ctx.settings, category).destination !== 'server') return left;
      opened ??= await openWaiting(ctx, category, document);
      try {
        const writes = await writesFor(ctx, category, document, opened, attempt);
        await ctx.store.commit(writes);
        return { ...gone, migrated: writes.length > 1 ? 1 : 0 };
      } catch (error) {
        if (!(error instanceof WriteConflict)) throw error;
        const isThere = (await ctx.store.get(ref))?.version === version;
        // Another process has made a record of the line, or has deleted the line.
        if (!isThere) return gone;
        if (attempt >= attemptsMax) return { ...left, complete: false };
        if (error instanceof AlreadyExists && attempt > 0) return left;
      }
    }
  }

  return sumFound(
    run,
    everyStaged,
    async (document) => {
      const category = categories.get(String(document.data['of_category']));
      if (category === undefined || document.data['held_at'] !== undefined) return left;
      try {
        return await rewrite(category, document);
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
