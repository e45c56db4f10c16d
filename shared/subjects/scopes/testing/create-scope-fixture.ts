import { randomBytes } from 'node:crypto';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { pathOf, type Store } from '#shared/store/store.ts';
import { runErase } from '#shared/sweeps/erasure/run-erase.ts';
import { purgeAndEnd } from '#shared/sweeps/offboarding/purge-and-end.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { renderErasure } from '../../erasure.ts';
import { readErasure } from '../../read-erasures.ts';
import { createPersonFixture, personOf, world } from '../../testing/create-person-fixture.ts';
import { countLeft } from '../count-left.ts';
import { eraseScope } from '../erase-scope.ts';

const minute = 60 * microsPerSecond;

/**
 * Creates a tenant whose owner can erase categories or the tenant. `live` stores records of every
 * kind for two people.
 */
export async function createScopeFixture() {
  const person = await createPersonFixture();
  const { fixture, acts } = person;
  const { clock, store } = fixture;
  const now = () => clock.now;
  const signer = createFakeSigner();
  await openTenant({ store, now }, 'acme');
  /**
   * The owner, with settings that are read from the store now, as another process would read them.
   */
  const owner = async (through: Store = store) => {
    const stored = (await createSettingsReader({ store, now })('acme')) ?? everythingOn();
    const scopes = new Set([...person.ctx.scopes, 'tenant']);
    const known = { ...onStore(person.ctx, through), scopes, settings: stored };
    return { ...known, renewed: async () => known };
  };
  const live = async () => {
    for (const name of ['anna', 'bert'])
      for (const act of Object.values(acts))
        await act(personOf(name, name.length), {
          conversation_id: `c-${name}`,
          idempotencyKey: undefined,
        });
    await person.draw(2);
  };
  const erase = (through: Store = store, monotonic: () => number = () => 0) =>
    runErase({
      ...world,
      store: through,
      now,
      monotonic,
      budgetSeconds: 60,
      random: () => 0.5,
      sleep: async () => undefined,
      purgeShards: 4,
      randomBytes,
      backupDays: 7,
      signer,
      onOverdue: () => undefined,
      onEnding: () => undefined,
      onIssued: () => undefined,
      onFailure: (error) => {
        throw error;
      },
    });
  const purge = (through: Store = store, monotonic: () => number = () => 0) =>
    purgeAndEnd({
      ...world,
      store: through,
      now,
      monotonic,
      budgetSeconds: 60,
      random: () => 0.5,
      sleep: async () => undefined,
      shards: 4,
      publicKeys: signer.publicKeys,
      onFailure: (error) => {
        throw error;
      },
    });
  const state = async () =>
    Object.fromEntries((await person.dump()).map(({ ref, data }) => [pathOf(ref), data]));
  return {
    ...person,
    owner,
    live,
    erase,
    purge,
    signer,
    state,
    accept: async (scope: object, idempotencyKey?: string, through?: Store) =>
      eraseScope(
        await owner(through),
        { ...world, signer },
        { body: { scope, confirm: true }, idempotencyKey },
      ),
    progress: async (id: string) => {
      const ctx = await owner();
      const erasure = await readErasure(ctx, { id });
      return renderErasure(erasure, world.categories, {
        now: now(),
        toDo: await countLeft({ ...ctx, ...world }, erasure),
      });
    },
    later: (micros = 2 * minute) => {
      clock.now += micros;
    },
  };
}
