import { describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { languages } from '#shared/categories/texts.ts';
import { WriteConflict } from '#shared/store/store.ts';
import { openAcme } from '../testing/open-acme.ts';
import { changeParticulars } from './change-particulars.ts';
import { tenantParticulars } from './collections.ts';
import { isThirdCountry, nameCountry } from './countries.ts';
import { legalBasisOf, ownTextIn, recipientsOf } from './particulars.ts';
import { readParticulars } from './seal-particulars.ts';

const controller = {
  name: 'Blumen Beispiel GmbH',
  postal_address: 'Beispielallee 3, 00000 Musterstadt',
};
const dpo = { name: 'Dorothea Schütz', email: 'schuetz@blumen.example' };

async function open() {
  const fixture = await openAcme();
  const changeTagged = async (body: unknown, ifMatch?: readonly string[]) =>
    changeParticulars(fixture.deps, await fixture.as(), body, ifMatch);
  const change = async (body: unknown) => (await changeTagged(body)).particulars;
  const read = async () => (await readParticulars(fixture.deps, 'acme')).particulars;
  return { ...fixture, change, changeTagged, read };
}

test('a tenant’s particulars can be read by another process, and omitted fields do not change', async () => {
  const { change, read, otherProcess } = await open();
  expect(await read()).toEqual({ recipients: [], transfers: [], legalBases: {} });
  await change({ controller, dpo });
  await change({ legal_bases: { chat_messages: 'consent', customers: 'contract' } });
  const said = { recipients: [], transfers: [], controller, dpo };
  const legalBases = { chat_messages: 'consent', customers: 'contract' };
  expect(await read()).toEqual({ ...said, legalBases });
  expect((await readParticulars(otherProcess('acme'), 'acme')).particulars).toEqual({
    ...said,
    legalBases,
  });
});

test('null removes a field, and null for a legal basis restores the usual one', async () => {
  const { change } = await open();
  await change({ controller, dpo, legal_bases: { chat_messages: 'consent' } });
  const after = await change({ dpo: null, legal_bases: { chat_messages: null } });
  expect(after.dpo).toBeUndefined();
  expect(after.controller).toEqual(controller);
  const chat = categories.find(({ id }) => id === 'chat_messages');
  expect(chat && legalBasisOf(after, chat)).toEqual({ basis: chat?.legalBasis, isStated: false });
});

test('two simultaneous changes are both stored', async () => {
  const { change, read } = await open();
  await Promise.all([change({ controller }), change({ dpo }), change({ transfers: [] })]);
  expect(await read()).toMatchObject({ controller, dpo });
});

test('of two changes that require the same tag, only the first is stored', async () => {
  const { changeTagged, read } = await open();
  const { tag } = await changeTagged({ controller }, ['"none"']);
  const { tag: second } = await changeTagged({ dpo }, [tag]);
  expect(second).not.toBe(tag);
  for (const stale of [[tag], ['"none"']])
    await expect(changeTagged({ dpo: null }, stale)).rejects.toMatchObject({
      code: 'precondition-failed',
    });
  expect(await read()).toMatchObject({ controller, dpo });
});

test('of two simultaneous changes that require the same tag, exactly one is stored', async () => {
  const { changeTagged } = await open();
  const { tag } = await changeTagged({ controller });
  const outcomes = await Promise.allSettled(
    [{ dpo }, { transfers: [] }].map((body) => changeTagged(body, [tag])),
  );
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a change with a tag succeeds even if the first commit is stored but its answer is lost', async () => {
  const { deps, as, changeTagged } = await open();
  const { tag } = await changeTagged({ controller });
  let commits = 0;
  const commit: typeof deps.store.commit = async (writes) => {
    const versions = await deps.store.commit(writes);
    commits += 1;
    if (commits === 1) throw new WriteConflict('the client has repeated the commit');
    return versions;
  };
  const store = { ...deps.store, commit };
  const changed = await changeParticulars({ ...deps, store }, await as(), { dpo }, [tag]);
  expect(commits).toBe(2);
  expect(changed.particulars).toMatchObject({ controller, dpo });
});

test('no name and no address is stored unencrypted', async () => {
  const { change, store } = await open();
  const recipients = [{ name: 'Paketdienst', purpose: { de: 'Versand' }, country: 'DE' }];
  await change({ controller, dpo, recipients, legal_bases: { customers: 'contract' } });
  const query = { collection: tenantParticulars.id, tenant: 'acme', where: [], orderBy: [] };
  const [document] = await store.query({ ...query, limit: 2 });
  const clear = Object.entries(document?.data ?? {}).map(([name, value]) =>
    value instanceof Uint8Array ? [name, Buffer.from(value).toString('latin1')] : [name, value],
  );
  expect(JSON.stringify(clear)).toContain('customers=contract');
  for (const text of ['Blumen', 'Sch', 'schuetz', 'Paketdienst', 'Beispielallee'])
    expect(JSON.stringify(clear)).not.toContain(text);
});

const recipientA = { name: 'A', purpose: { de: 'B' }, country: 'DE' };

describe('a change is refused', () => {
  test.each([
    [{}, ''],
    [{ controller: { name: 'Blumen Beispiel GmbH' } }, '/controller/postal_address'],
    [{ dpo: {} }, '/dpo'],
    [{ dpo: { email: 'nobody' } }, '/dpo/email'],
    [{ recipients: [{ name: 'A', purpose: {}, country: 'DE' }] }, '/recipients/0/purpose'],
    [{ recipients: [{ name: 'A', purpose: { de: 'B' }, country: 'ZZ' }] }, '/recipients/0/country'],
    [{ recipients: [recipientA, recipientA] }, '/recipients'],
    [
      { transfers: [{ recipient: 'A', country: 'US', safeguard: 'hope' }] },
      '/transfers/0/safeguard',
    ],
    [{ legal_bases: { chat_messages: 'because' } }, '/legal_bases/chat_messages'],
    [{ controller: { ...controller, website: 'javascript:alert(1)' } }, '/controller/website'],
  ])('if it breaks a rule, and the error names the field: %j', async (body, pointer) => {
    const { change } = await open();
    await expect(change(body)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [expect.objectContaining({ pointer })],
    });
  });

  test('if a data protection officer makes it, because only owners may change the particulars', async () => {
    const { deps, as } = await open();
    const scopes = new Set(['processing', 'overview', 'subjects']);
    const dpoCaller = { ...(await as()), scopes };
    await expect(changeParticulars(deps, dpoCaller, { controller })).rejects.toMatchObject({
      code: 'scope-missing',
    });
  });
});

test('a recipient receives the categories that its entry lists, or all categories if the entry lists none', async () => {
  const { change } = await open();
  const country = 'DE';
  const recipients = [
    { name: 'Paketdienst', purpose: { de: 'Versand' }, country, categories: ['customers'] },
    { name: 'Rechenzentrum', purpose: { de: 'Betrieb' }, country },
  ];
  const after = await change({ recipients });
  const named = (id: string) =>
    categories
      .filter((category) => category.id === id)
      .flatMap((category) => recipientsOf(after, category).map(({ name }) => name));
  expect(named('customers')).toEqual(['Paketdienst', 'Rechenzentrum']);
  expect(named('chat_messages')).toEqual(['Rechenzentrum']);
});

test('a text that exists only in German is shown in German to readers of every language', () => {
  expect(languages.map((language) => ownTextIn({ de: 'Versand' }, language))).toEqual([
    'Versand',
    'Versand',
  ]);
  expect(ownTextIn({ de: 'Versand', en: 'Shipping' }, 'en')).toBe('Shipping');
});

test('a third country is a country outside the European Economic Area, and a country has a German and an English name', () => {
  const countries = ['DE', 'IE', 'IS', 'LI', 'NO', 'CH', 'GB', 'US'];
  expect(countries.filter(isThirdCountry)).toEqual(['CH', 'GB', 'US']);
  expect([nameCountry('DE', 'de'), nameCountry('DE', 'en')]).toEqual(['Deutschland', 'Germany']);
});
