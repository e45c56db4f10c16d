import { describe, expect, test } from 'vitest';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { languages } from '#shared/categories/texts.ts';
import { serviceVisits } from '#shared/records/testing/thirteenth-category.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createProcessingFixture, exampleProcessor } from '../testing/create-processing-fixture.ts';
import { describeOperation } from './describe-operation.ts';
import { describeRecord } from './describe-record.ts';
import { layOutOperation } from './lay-out-operation.ts';
import { layOutRecord } from './lay-out-record.ts';

const all: readonly Category[] = [...categories, serviceVisits];
const controller = {
  name: 'Blumen Beispiel GmbH',
  postal_address: 'Beispielallee 3, 00000 Musterstadt',
};

describe.each(all)('for category $id the record states', (category) => {
  test('purpose, data subjects, legal basis, every field and the retention, in every language', async () => {
    const { record } = createProcessingFixture(all);
    for (const language of languages) {
      const { activities } = await record(language);
      const told = activities.find((each) => each.category === category.id);
      expect(told).toMatchObject({
        title: category.title[language],
        purpose: category.purpose[language],
        data_subjects: category.dataSubjects[language],
        destination: 'server',
        legal_basis: { basis: category.legalBasis, stated: false },
      });
      const fields = Object.entries({ ...category.fields, ...category.apart });
      expect(told?.data.map(({ name, label }) => [name, label])).toEqual(
        fields.map(([name, { label }]) => [name, label[language]]),
      );
      const { days } = category.retention;
      const promised = typeof days === 'number' ? [days] : Object.values(days.days);
      expect(told?.retention.map((period) => period.days)).toEqual(promised);
    }
  });
});

const personal = collections.filter(
  ({ id, category, personal: holds }) => holds !== null && id !== category,
);

test.each(personal)(
  'the record lists collection $id, because it contains personal data',
  async (each) => {
    const { beside } = await createProcessingFixture().record('de');
    expect(beside).toContainEqual({
      collection: each.id,
      title: each.title.de,
      holds: each.personal?.de,
      ends: each.expiry.source.de,
    });
  },
);

test('the record states the tenant’s choices: retentions, the place of a category’s data, legal basis, recipients', async () => {
  const chosen = {
    ...createProcessingFixture().caller.settings.categories,
    chat_messages: { destination: 'server', retentionDays: 1 },
    marketing_consents: { destination: 'server', retentionDays: 30 },
    variables: { destination: 'device', retentionDays: undefined },
  } as const;
  const { say, record } = createProcessingFixture(all, { settings: { categories: chosen } });
  const shipping = { name: 'Paketdienst', purpose: { de: 'Versand' }, country: 'DE' };
  const recipients = [{ ...shipping, categories: ['loyalty_redemptions'] }];
  await say({ controller, recipients, legal_bases: { chat_messages: 'consent' } });
  const { activities, controller: told } = await record();
  const of = (id: string) => activities.find(({ category }) => category === id);
  expect(told).toEqual(controller);
  expect(of('chat_messages')?.retention[0]?.text).toBe('1 day from creation');
  expect(of('chat_messages')?.legal_basis).toMatchObject({ basis: 'consent', stated: true });
  expect(of('marketing_consents')?.retention.map(({ of: which, days }) => [which, days])).toEqual([
    ['Not confirmed yet', 14],
    ['Confirmed', 30],
    ['Withdrawn', 30],
  ]);
  expect(of('variables')?.destination).toBe('device');
  expect(of('loyalty_redemptions')?.recipients).toEqual([
    {
      name: 'Paketdienst',
      purpose: 'Versand',
      country: 'DE',
      country_name: 'Germany',
      third_country: false,
    },
  ]);
  expect(of('customers')?.recipients).toEqual([]);
});

describe('missing information', () => {
  const gapsOf = async (body: object, processor: typeof exampleProcessor | null = null) => {
    const { say, record } = createProcessingFixture(categories, { processor });
    await say({ transfers: [], ...body });
    return (await record()).gaps.map((gap) => gap.split(/[.:(]/)[0]?.trim());
  };
  const bases = Object.fromEntries(categories.map(({ id, legalBasis }) => [id, legalBasis]));
  const authority = { name: 'Aufsicht Beispielland', postal_address: 'Musterstadt' };
  const whole = { controller, authority, dpo: { email: 'a@b.example' }, legal_bases: bases };

  test('is listed until the tenant and the operator have given it', async () => {
    expect(await gapsOf({})).toEqual([
      'Name and address of the controller are missing',
      'No data protection officer is named',
      'The supervisory authority is missing',
      'The operator of Mayfly has not given its name and address',
      'The usual legal basis is given, because you have not stated your own, for these categories',
    ]);
    expect(await gapsOf(whole, exampleProcessor)).toEqual([]);
  });

  test('includes a recipient in a third country if no transfer to this country is stated', async () => {
    const recipients = [{ name: 'Mailer Example Inc.', purpose: { en: 'Mail' }, country: 'US' }];
    expect(await gapsOf({ ...whole, recipients }, exampleProcessor)).toEqual([
      'No transfer is stated for these recipients in a third country',
    ]);
    const transfers = [
      { recipient: 'Mailer Example Inc.', country: 'US', safeguard: 'adequacy_decision' },
    ];
    expect(await gapsOf({ ...whole, recipients, transfers }, exampleProcessor)).toEqual([]);
  });
});

test('the record can be read only with the right that owners and data protection officers have', async () => {
  const { deps, caller } = createProcessingFixture();
  const others = { ...caller, scopes: new Set(['overview', 'subjects', 'work']) };
  await expect(describeRecord(deps, others, { language: 'de' })).rejects.toMatchObject({
    code: 'scope-missing',
  });
});

test('the operator’s record lists each controller with its categories', async () => {
  const { say, operation, platform } = createProcessingFixture(categories, {
    processor: exampleProcessor,
  });
  const categoriesOf = { customers: { destination: 'server', retentionDays: undefined } } as const;
  await openTenant(platform, 'acme', {
    ...createProcessingFixture().caller.settings,
    categories: categoriesOf,
  });
  await openTenant(platform, 'silent');
  await say({ controller });
  const told = await operation('de');
  expect(told.processor).toMatchObject({ name: 'Betreiber Beispiel GmbH' });
  expect(told.controllers.map(({ tenant, controller: who }) => [tenant, who?.name])).toEqual([
    ['acme', 'Blumen Beispiel GmbH'],
    ['silent', undefined],
  ]);
  expect(told.controllers[0]?.processing.map(({ title }) => title)).toEqual([
    'Laufzeitprotokoll',
    'Kunden',
    'Manager-Protokoll',
  ]);
  const { sections } = layOutOperation(told);
  expect(JSON.stringify(sections)).toContain('Rechenzentrum Beispiel AG');
});

test('the operator’s record opens the particulars of a limited number of tenants at the same time', async () => {
  const { ctx, deps, platform } = createProcessingFixture();
  const tenants = Array.from({ length: 50 }, (_, at) => `tenant-${at}`);
  for (const tenant of tenants) {
    await openTenant(platform, tenant);
    const owner = { ...ctx, tenant, scopes: new Set(['tenant']) };
    await changeParticulars({ ...ctx, categories }, owner, { controller });
  }
  let [current, highest] = [0, 0];
  const keyring: typeof deps.keyring = {
    ...deps.keyring,
    keyToOpen: async (...key) => {
      current += 1;
      highest = Math.max(highest, current);
      await new Promise((resolve) => setImmediate(resolve));
      current -= 1;
      return deps.keyring.keyToOpen(...key);
    },
  };
  const told = await describeOperation({ ...deps, keyring }, { language: 'en' });
  expect(told.controllers.map(({ tenant }) => tenant)).toEqual(tenants.toSorted());
  expect(new Set(told.controllers.map(({ controller: who }) => who?.name))).toEqual(
    new Set([controller.name]),
  );
  expect(highest).toBe(20);
});

test('the page of a record begins with the missing information, and has a section for each category', async () => {
  const { record } = createProcessingFixture(all);
  const { title, sections } = layOutRecord(await record('de'));
  expect(title).toBe('Verzeichnis von Verarbeitungstätigkeiten: acme');
  expect(sections.map((section) => section.title)).toEqual([
    'Was noch fehlt',
    'Verantwortlicher',
    'Auftragsverarbeiter und Orte',
    ...all.map(({ number, title: texts }) => `${number}. ${texts.de}`),
    'Sonstige gespeicherte Daten',
    'Übermittlungen in Drittländer',
    'Technische und organisatorische Maßnahmen (Art. 32 DSGVO)',
  ]);
  const chat = sections.find((section) => section.title === '1. Chat-Nachrichten');
  expect(chat?.blocks[0]).toEqual({
    kind: 'facts',
    facts: [
      ['Zweck', 'Aktuelle Unterhaltungen auflisten und ihre Nachrichten in „Live“ lesen'],
      [
        'Rechtsgrundlage',
        'Vertrag oder vorvertragliche Maßnahmen (Art. 6 Abs. 1 Buchst. b DSGVO)\n(üblich, nicht vom Verantwortlichen angegeben)',
      ],
      ['Betroffene Personen', 'Kundinnen und Kunden, die mit dem Unternehmen chatten'],
      ['Empfänger', 'nicht angegeben'],
      ['Löschung', '7 Tage ab Erstellung'],
      ['Stand', 'Von Live-Chat benötigt\nwird gespeichert'],
    ],
  });
});
