import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import { createRecords } from '#shared/records/create-records.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { everythingOn, switchedOff } from '#shared/settings/testing/everything-on.ts';
import { sweepTenant } from '#shared/sweeps/erasure/sweep-tenant.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { deleteMessage } from './delete-message.ts';
import { setSubject } from './set-subject.ts';
import { createTalk } from './testing/create-talk.ts';

let { fixture, ctx, say } = createTalk();
beforeEach(() => {
  ({ fixture, ctx, say } = createTalk());
});

const anna = { email: 'anna@example.com' };
const set = (conversationId: string, body: object = anna, by = ctx) =>
  setSubject(by, { conversationId, body });

/** The conversations whose subject is known. */
async function known(tenant = 'acme'): Promise<unknown[]> {
  const all = { collection: conversationLinks.id, tenant, where: [], orderBy: [], limit: 50 };
  return (await fixture.store.query(all)).map(({ data }) => data['conversation_id']);
}

async function carryOut(decided: Partial<Pick<TenantSettings, 'fences' | 'shortenings'>>) {
  const signer = createFakeSigner();
  const own = { collections, categories, signer, isTimeUp: () => false };
  const deps = { ...fixture.platform, ...own };
  fixture.clock.now += 120 * microsPerSecond;
  const settings = { ...everythingOn(), ...decided };
  return sweepTenant(deps, 'acme', settings, fixture.clock.now);
}

test('the subject of a conversation is kept for 60 days, and can be set again', async () => {
  const expiresAt = fixture.clock.now + 60 * microsPerDay;
  expect(await set('c1')).toEqual({ created: true, expiresAt });
  expect(await set('c1')).toEqual({ created: false, expiresAt });
});

test('no subject can be set while the category of messages is off', async () => {
  const off = switchedOff(ctx, chatMessages);
  await expect(set('c1', anna, off)).rejects.toMatchObject({ code: 'category-off' });
  expect(await known()).toEqual([]);
});

describe('the deletion of the category of messages', () => {
  const fenceOf = (category: string) => ({ fences: [{ category, upTo: fixture.clock.now }] });

  test('deletes earlier subjects, even of conversations without messages; later subjects and another tenant’s subjects stay', async () => {
    await set('never-began');
    await say('c1', ['x']);
    await set('c1');
    await set('c1', { phone: '+49 30 23125 001' });
    await say('gone', ['x']);
    await set('gone');
    fixture.clock.now += 8 * microsPerDay;
    const fences = fenceOf(chatMessages.id);
    fixture.clock.now += microsPerSecond;
    await set('afterwards');
    await setSubject(fixture.contextOf('other'), { conversationId: 'theirs', body: anna });
    expect(await carryOut(fences)).toMatchObject({ complete: true });
    expect(await known()).toEqual(['afterwards']);
    expect(await known('other')).toEqual(['theirs']);
  });

  test('takes effect before the sweep runs: setting a subject again creates a new subject', async () => {
    await set('c1');
    const settings = { ...ctx.settings, ...fenceOf(chatMessages.id) };
    fixture.clock.now += microsPerSecond;
    expect((await set('c1', anna, { ...ctx, settings })).created).toBe(true);
  });

  test('deletes no links of records in other categories, and the deletion of another category deletes no subjects', async () => {
    await createRecords(ctx, {
      category: customers,
      body: { ...anna, authenticated_by: 'sso', conversation_id: 'of-a-customer' },
    });
    await set('c1');
    await carryOut(fenceOf(chatMessages.id));
    expect(await known()).toEqual(['of-a-customer']);
    await set('c2');
    await carryOut(fenceOf(customers.id));
    expect(await known()).toEqual(['c2']);
  });
});

test('a shorter retention deletes no subject, because a subject may be set before the first message', async () => {
  const { expiresAt } = await set('c1');
  fixture.clock.now += 20 * microsPerDay;
  const upTo = fixture.clock.now;
  await carryOut({ shortenings: [{ category: chatMessages.id, upTo, days: 1 }] });
  const all = {
    collection: conversationLinks.id,
    tenant: 'acme',
    where: [],
    orderBy: [],
    limit: 9,
  };
  expect((await fixture.store.query(all)).map(({ data }) => data['expires_at'])).toEqual([
    expiresAt,
  ]);
});

test('deleting the only remaining message by hand deletes the subject; deleting an earlier message does not', async () => {
  const [first, second] = await say('c1', ['1', '2']);
  await set('c1');
  await set('c1', { external_id: 'guest-7' });
  await set('c2');
  await deleteMessage(ctx, { id: first?.id ?? '' });
  expect(await known()).toHaveLength(3);
  await deleteMessage(ctx, { id: second?.id ?? '' });
  expect(await known()).toEqual(['c2']);
});
