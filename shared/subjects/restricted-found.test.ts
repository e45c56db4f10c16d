import { describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { exportSubject } from './archive/export-subject.ts';
import { countsOf, textOf } from './archive/testing/create-archive-fixture.ts';
import { unpack } from './archive/testing/unpack.ts';
import { eraseSubject } from './erase-subject.ts';
import { previewSubject } from './preview-subject.ts';
import { personOf, world } from './testing/create-person-fixture.ts';
import { createRestrictionFixture } from './testing/create-restriction-fixture.ts';
import { subjectTokens } from './tokens/collections.ts';
import { giveToken } from './tokens/give-token.ts';
import { exportOwnData, previewOwnData } from './tokens/own-data.ts';
import { openGrant } from './tokens/seal-grant.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);
const ground = 'accuracy_contested';
const person = (role: 'dpo' | 'support') =>
  ({ kind: 'person', id: role, email: `${role}@example.org`, role }) as const;

/** A caller with the rights of the role `support`. */
const asSupport = (ctx: TestContext): TestContext => ({
  ...ctx,
  scopes: new Set(['subjects', 'overview', ...world.categories.map(({ id }) => `${id}:read`)]),
});
const asDpo = (ctx: TestContext): TestContext => ({
  ...ctx,
  scopes: new Set(['subjects', 'restriction']),
});

/** Stores data of Anna and Bert, and restricts one record of Anna in each of two categories. */
async function createFixture() {
  const fixture = await createRestrictionFixture();
  await fixture.live(anna, bert);
  const hash = await fixture.ctx.lookup.hash('acme', 'email', 'email', anna.email);
  const firstOf = async (collection: string): Promise<StoredDocument> => {
    const all = await fixture.stored(collection);
    const own = all.find(({ data }) => data['email_bcrypt'] === hash);
    if (own === undefined) throw new Error(`there is no record in ${collection}`);
    return own;
  };
  const [customer, participation] = await Promise.all([
    firstOf(customers.id),
    firstOf(raffleParticipations.id),
  ]);
  await fixture.restrict(customers, customer.ref.id, ground);
  await fixture.restrict(raffleParticipations, participation.ref.id, ground);
  return { ...fixture, customer, participation };
}

const look = (ctx: TestContext, more: object = {}) =>
  previewSubject(ctx, world, { body: { ...anna, records: true, ...more } });

describe('a preview for a caller who may not see restricted records', () => {
  test('counts restricted records, but does not list them or their copies', async () => {
    const { ctx, customer, participation } = await createFixture();
    const [seen, hidden] = await Promise.all([look(asDpo(ctx)), look(asSupport(ctx))]);
    expect(hidden.beside).toEqual(seen.beside);
    expect(hidden.categories).toEqual(seen.categories);
    expect(hidden.plan).toBe(seen.plan);
    const idsOf = (preview: typeof seen) => preview.records?.map(({ id }) => id) ?? [];
    expect(idsOf(seen)).toEqual(expect.arrayContaining([customer.ref.id, participation.ref.id]));
    for (const { ref } of [customer, participation])
      expect(JSON.stringify(hidden)).not.toContain(ref.id);
    expect(hidden.records?.length).toBeGreaterThan(0);
    expect(hidden.records?.every(({ collection }) => !collection.endsWith('_restricted'))).toBe(
      true,
    );
  });

  test('does not list a conversation whose id only restricted records contain, but counts its messages', async () => {
    const fixture = await createRestrictionFixture();
    const { ctx, acts, restrict, stored } = fixture;
    await acts['earn']?.(anna, { conversation_id: 'c-known' });
    await acts['say']?.(anna, { conversation_id: 'c-hidden' });
    await acts['signIn']?.(anna, { conversation_id: 'c-hidden' });
    const [customer] = await stored(customers.id);
    await restrict(customers, customer?.ref.id ?? '', ground);
    const [seen, hidden] = await Promise.all([look(asDpo(ctx)), look(asSupport(ctx))]);
    expect(seen.conversations.map(({ id }) => id)).toEqual(['c-hidden', 'c-known']);
    expect(hidden.conversations.map(({ id }) => id)).toEqual(['c-known']);
    expect(hidden.categories).toContainEqual(
      expect.objectContaining({ category: chatMessages.id, count: 2 }),
    );
    expect(hidden.records?.map(({ category }) => category)).toEqual([loyaltyTransactions.id]);
    expect(JSON.stringify(hidden)).not.toContain('c-hidden');
    const own = await look(asSupport(ctx), { conversation_id: 'c-hidden' });
    expect(own.conversations.map(({ id }) => id)).toContain('c-hidden');
  });

  test('contains a plan with which an erasure deletes the restricted records too', async () => {
    const { ctx, stored } = await createFixture();
    const support = asSupport(ctx);
    const { plan } = await look(support);
    const body = { scope: { subject: anna }, plan, confirm: true };
    await eraseSubject(support, world, { body, idempotencyKey: undefined });
    expect(await stored(restrictedId(customers.id))).toEqual([]);
    expect(await stored(restrictedId(raffleParticipations.id))).toEqual([]);
  });
});

describe('restricted records of a person', () => {
  const bodies = [
    ['of a person, for access', { ...anna, kind: 'access', language: 'de' }],
    ['of a person, for portability', { ...anna, kind: 'portability', language: 'en' }],
    ['of a conversation', { conversation_id: 'c-anna', kind: 'access', language: 'de' }],
    ['of a period', { period: { category: customers.id }, language: 'de' }],
  ] as const;

  test.each(bodies)('prevent an archive for the role support: %s', async (_of, body) => {
    const { ctx } = await createFixture();
    const support = asSupport(ctx);
    const exporting = { ...support, scopes: new Set([...support.scopes, 'customers:export']) };
    const refused = { code: 'archive-restricted' };
    await expect(exportSubject(exporting, world, { body })).rejects.toMatchObject(refused);
  });

  test('do not prevent an archive of another person for the role support', async () => {
    const { ctx } = await createFixture();
    const body = { ...bert, kind: 'access', language: 'de' };
    const { archive } = await exportSubject(asSupport(ctx), world, { body });
    expect(countsOf(await unpack(archive))).toMatchObject({ customers: 1 });
  });

  test('can be in the archive of one record for a data protection officer, but not for the role support', async () => {
    const { ctx, customer } = await createFixture();
    const record = { category: customers.id, id: customer.ref.id };
    const body = { record, kind: 'access', language: 'de' };
    const refused = { code: 'archive-restricted' };
    await expect(exportSubject(asSupport(ctx), world, { body })).rejects.toMatchObject(refused);
    const { archive } = await exportSubject(asDpo(ctx), world, { body });
    expect(countsOf(await unpack(archive))).toEqual({ customers_restricted: 1 });
  });

  test('cause an error in an archive if the caller loses the right to see them while the archive is sent', async () => {
    const { ctx, fixture } = await createFixture();
    let present = asDpo(ctx);
    const dpo = { ...present, renewed: async () => present };
    const body = { ...anna, kind: 'access', language: 'de' };
    const { archive } = await exportSubject(dpo, world, { body });
    present = asSupport(ctx);
    fixture.clock.now += 6_000_000;
    await expect(unpack(archive)).rejects.toMatchObject({ code: 'archive-restricted' });
  });

  test('are in the archive of a period, if an owner requests it', async () => {
    const { ctx, fixture, customer } = await createFixture();
    const owner = {
      ...ctx,
      scopes: new Set([...ctx.scopes, 'subjects', 'tenant', 'customers:export']),
    };
    const textIn = async (bounds: object) => {
      const body = { period: { category: customers.id, ...bounds }, language: 'de' };
      const files = await unpack((await exportSubject(owner, world, { body })).archive);
      return textOf(files);
    };
    expect(await textIn({})).toContain(customer.ref.id);
    const later = new Date(fixture.clock.now / 1_000).toISOString();
    expect(await textIn({ created_after: later })).not.toContain(customer.ref.id);
    expect(await textIn({ created_before: later })).toContain(customer.ref.id);
  });

  test('do not prevent the person’s own preview, which also counts the records that an erasure would keep', async () => {
    const { ctx, customer, restrict } = await createFixture();
    await restrict(customers, customer.ref.id, 'needed_for_claims');
    const hash = await ctx.lookup.hash('acme', 'email', 'email', anna.email);
    const grant = { hashes: { email: hash }, expiresAt: ctx.now() };
    const holder = { grant, secret: '' } as unknown as Parameters<typeof previewOwnData>[2];
    const own = await previewOwnData({ ...ctx, scopes: new Set(['subjects']) }, world, holder);
    expect(own.categories).toContainEqual(
      expect.objectContaining({ category: customers.id, count: 1 }),
    );
    expect(own.stays).toContainEqual(
      expect.objectContaining({ what: 'restricted_records', count: 1 }),
    );
  });

  test.each([
    ['an API key', { kind: 'api_key', id: 'mf_acme' }, ['subjects'], true],
    ['a person with the role dpo', person('dpo'), ['subjects', 'restriction'], true],
    ['a person with the role support', person('support'), ['subjects'], false],
  ] as const)(
    'may be in an archive that is made with a token, but only if the giver of the token may see them: %s',
    async (_who, actor, scopes, isMade) => {
      const { ctx, stored } = await createFixture();
      const by = { ...ctx, actor, scopes: new Set<string>(scopes) };
      const body = { email: anna.email, authenticated_by: 'sign_in' };
      await giveToken(by, { body, idempotencyKey: undefined });
      const [token] = await stored(subjectTokens.id);
      if (token === undefined) throw new Error('no token is stored');
      const holder = { grant: await openGrant(ctx, token), secret: '' };
      const asked = { kind: 'access', language: 'de' };
      const made = exportOwnData(by, world, holder, asked).then(
        () => true,
        (error) => {
          if (error.code !== 'archive-restricted') throw error;
          return false;
        },
      );
      expect(await made).toBe(isMade);
    },
  );

  test('are in the person’s own archives for access and portability', async () => {
    const { ctx } = await createFixture();
    const hash = await ctx.lookup.hash('acme', 'email', 'email', anna.email);
    const grant = { hashes: { email: hash }, askedBy: ['email'], seesRestricted: true };
    const own = { ...ctx, scopes: new Set(['subjects']) };
    const holder = { grant, secret: '' } as unknown as Parameters<typeof exportOwnData>[2];
    for (const kind of ['access', 'portability']) {
      const body = { kind, language: 'de' };
      const { archive } = await exportOwnData(own, world, holder, body);
      const files = await unpack(archive);
      expect([...files.keys()]).toContain('csv/customers-restricted.csv');
    }
  });
});
