import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { processOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { createRaffleFixture } from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createChainDeps } from '#shared/wiring/manager-log-deps.ts';
import type { Encoding } from '../legacy/encoding.ts';
import { createImport, type Imported } from '../legacy/import-lines.ts';
import { loadLegacyKey, storeLegacyKey } from '../legacy/legacy-keys.ts';
import { runRekey } from '../rekey/run-rekey.ts';
import { importedEmail, legacyBytes, legacyLines } from './legacy-lines.ts';

type Options = {
  readonly encoding?: Encoding;
  readonly keepEnvelopes?: boolean;
  readonly ctx?: TestContext;
};

/**
 * Creates a tenant in memory, with functions that import lines of an older system and run the sweep
 * `rekey`. This sweep turns waiting lines into records.
 */
export async function createLegacyFixture() {
  const made = createRaffleFixture();
  const { fixture, open } = made;
  const { clock, store, wrapper, platform } = fixture;
  const { ctx } = made;
  await openTenant(platform, 'acme');
  const keeping = { ...platform, wrapper };
  await storeLegacyKey(keeping, { tenant: 'acme', name: 'old', bytes: legacyBytes });
  const chain = createChainDeps(platform, wrapper);
  let notes = 0;

  async function importTexts(texts: readonly string[], options: Options = {}): Promise<Imported> {
    async function* lines() {
      yield* texts;
    }
    const key = (await loadLegacyKey({ store, wrapper }, 'acme', 'old')) as DataKey;
    const { encoding = 'base64', keepEnvelopes = false } = options;
    const note = async () => void (notes += 1);
    // Each call makes a new import function, as a separate process would.
    return createImport({ categories, chain })(options.ctx ?? ctx, {
      lines: lines(),
      encoding,
      key,
      keepEnvelopes,
      note,
    });
  }

  const daysAgo = (days: number) => formatInstant(clock.now - days * microsPerDay);

  /** Lines of all twelve categories, in the form of the older system. */
  async function createLines(encoding: Encoding = 'base64') {
    const raffleId = await open();
    const { id: poolId } = await processOf(ctx).pool({ kind: 'code' });
    return legacyLines({ daysAgo, raffleId, poolId, encoding });
  }

  return {
    ...fixture,
    ctx,
    email: importedEmail,
    importTexts,
    createLines,
    daysAgo,
    notes: () => notes,
    all: (collection: string, from: Store = store) =>
      from.query({ collection, tenant: 'acme', where: [], orderBy: [], limit: 100_000 }),
    rekey: (
      through: Store = store,
      onFailure: (error: unknown) => void = (error) => {
        throw error;
      },
    ) =>
      runRekey({
        store: through,
        now: () => clock.now,
        monotonic: () => 0,
        budgetSeconds: 60,
        onFailure,
        categories,
        collections,
        wrapper,
        keyVersions: wrapper,
        records: fixture.otherProcess('acme', through),
        restores: 0,
      }),
  };
}
