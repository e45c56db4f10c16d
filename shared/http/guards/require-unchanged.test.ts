import { expect, test } from 'vitest';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { openAcme } from '#shared/tenants/testing/open-acme.ts';
import { requireUnchanged } from './require-unchanged.ts';

type Acme = Awaited<ReturnType<typeof openAcme>>;

/** Creates the context of a request, and changes the tenant's settings while the request runs. */
function whileChanging(change: (settings: TenantSettings) => Partial<TenantSettings>) {
  const ctx = createTestFixture().contextOf('acme');
  const { settings } = ctx;
  const renewed = { ...ctx, settings: { ...settings, ...change(settings) } };
  return { ...ctx, renewed: async () => renewed };
}

test.each<[string, Partial<TenantSettings>]>([
  ['fence', { fences: [{ category: 'customers', upTo: 5, isFinal: true }] }],
  ['shorter retention', { shortenings: [{ category: 'customers', upTo: 5, days: 1 }] }],
  ['erasure of a category', { erasures: [{ category: 'customers', upTo: 5, erasure: 'e1' }] }],
])(
  'an answer is refused with `contention` if a new %s may hide a part of it',
  async (_name, change) => {
    const ctx = whileChanging(() => change);
    await expect(requireUnchanged(ctx)).rejects.toMatchObject({ code: 'contention' });
  },
);

test.each([
  ['an erasure', async (acme: Acme) => acme.eraseCategory('chat_messages')],
  [
    'a deletion',
    async (acme: Acme) =>
      acme.change({
        modules: [],
        categories: { chat_messages: { destination: 'off', existing: 'delete' } },
      }),
  ],
])('a request is refused if the cooling-off time of %s ends during it', async (_name, decide) => {
  const acme = await openAcme();
  await acme.change({ cooling_off_hours: 24 });
  await decide(acme);
  const [waiting] = await acme.pending();
  const effectiveAt = Date.parse(waiting?.effective_at ?? '') * 1_000;
  acme.clock.now = effectiveAt - 2;
  const ctx = await acme.as();
  acme.clock.now = effectiveAt - 1;
  await expect(requireUnchanged(ctx)).resolves.toMatchObject({ tenant: 'acme' });
  acme.clock.now = effectiveAt;
  await expect(requireUnchanged(ctx)).rejects.toMatchObject({ code: 'contention' });
});

test('an answer is sent if the changed setting hides nothing', async () => {
  const ctx = whileChanging(() => ({ defaultRegion: 'AT' }));
  await expect(requireUnchanged(ctx)).resolves.toMatchObject({ tenant: 'acme' });
});

test('an answer is refused if the caller has lost a right', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const renewed = { ...ctx, scopes: new Set([...ctx.scopes].slice(1)) };
  const losing = requireUnchanged({ ...ctx, renewed: async () => renewed });
  await expect(losing).rejects.toMatchObject({ code: 'scope-missing' });
});
