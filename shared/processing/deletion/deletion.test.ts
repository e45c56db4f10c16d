import { describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { languages } from '#shared/categories/texts.ts';
import { serviceVisits } from '#shared/records/testing/thirteenth-category.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { erasureRef } from '#shared/subjects/erasure.ts';
import { issueReceipt } from '#shared/subjects/receipts/issue-receipt.ts';
import { notePurge } from '#shared/sweeps/reports/note-run.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createProcessingFixture } from '../testing/create-processing-fixture.ts';
import { describeConcept } from './describe-concept.ts';
import { describeLog } from './describe-log.ts';
import { layOutConcept } from './lay-out-concept.ts';
import { layOutLog } from './lay-out-log.ts';

const all: readonly Category[] = [...categories, serviceVisits];

describe('the deletion concept', () => {
  test.each(all)(
    'has a rule for $id, and a deletion class for each retention of this category',
    async (category) => {
      const { concept } = createProcessingFixture(all);
      for (const language of languages) {
        const { rules, classes } = await concept(language);
        const rule = rules.find((each) => each.category === category.id);
        expect(rule?.title).toBe(category.title[language]);
        const { days, basis } = category.retention;
        const promised = typeof days === 'number' ? [days] : Object.values(days.days);
        const found = rule?.periods.map((period) => classes.find(({ id }) => id === period.class));
        expect(found?.map((each) => [each?.start, each?.days])).toEqual(
          promised.map((each) => [basis, each]),
        );
      }
    },
  );

  const beside = collections.filter(({ id, category, platform }) => id !== category && !platform);

  test.each(beside)('states how documents of $id are deleted', async ({ id, title, expiry }) => {
    const told = await createProcessingFixture().concept('de');
    expect(told.beside.find(({ collection }) => collection === id)).toMatchObject({
      title: title.de,
      ends: expiry.source.de,
      how: expect.stringMatching(/\.$/),
    });
  });

  test('lists each deletion class once, and only classes that a rule uses', async () => {
    const { rules, classes } = await createProcessingFixture().concept('de');
    expect(classes.map(({ text }) => text)).toEqual([
      '7 Tage ab Erstellung',
      '14 Tage ab Erstellung',
      '30 Tage ab Erstellung',
      '60 Tage ab Erstellung',
      '180 Tage ab Erstellung',
      '360 Tage ab Erstellung',
      '180 Tage ab der letzten Interaktion',
      'eigenes Ablaufdatum, höchstens 60 Tage ab Erstellung oder ab seiner letzten Änderung',
    ]);
    const used = new Set(rules.flatMap(({ periods }) => periods.map((period) => period.class)));
    expect([...used].toSorted()).toEqual(classes.map(({ id }) => id).toSorted());
  });

  test('has a layout with all rules in every language', async () => {
    const { concept } = createProcessingFixture(all);
    for (const language of languages) {
      const { sections } = layOutConcept(await concept(language));
      const tables = sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])),
      );
      expect(tables.map(({ rows }) => rows.length)).toContain(all.length);
      for (const { columns, rows } of tables)
        for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  test('can be read only with the right of owners and data protection officers', async () => {
    const { deps, caller } = createProcessingFixture();
    const others = { ...caller, scopes: new Set(['overview']) };
    await expect(describeConcept(deps, others, { language: 'de' })).rejects.toMatchObject({
      code: 'scope-missing',
    });
  });
});

/** The document of a complete erasure. */
const erased = (at: number, counts: readonly string[]): DocumentData => ({
  created_at: at,
  completed_at: at + 1_000,
  expires_at: at + 1_000 * microsPerDay,
  purge_shard: 0,
  scope: 'person',
  asked_by: ['email'],
  pending: false,
  counts,
});

describe('the deletion log', () => {
  async function open() {
    const fixture = createProcessingFixture();
    const { store, clock, ctx } = fixture;
    const { random, randomBytes, sleep } = ctx;
    const noted = { random, randomBytes, sleep, store, purgeShards: 4 };
    const report = {
      complete: true,
      failed: 0,
      deleted: 41,
      deleted_by_collection: {},
      keys_destroyed: 2,
      keys_waiting: 0,
      shards: 4,
      oldest_key_waiting_seconds: null,
      oldest_overdue_seconds: 61,
      duration_ms: 1,
    };
    const put = (tenant: string, id: string, data: DocumentData) =>
      store.commit([{ kind: 'create', ref: erasureRef(tenant, id.repeat(32)), data }]);
    return { ...fixture, put, purge: () => notePurge(noted, clock.now, report) };
  }

  test('lists only the tenant’s own erasures of the requested days, with their counts, the newest first', async () => {
    const { clock, put, log } = await open();
    const counts = ['customers=1', 'unique_marks=1'];
    await put('acme', 'a', erased(clock.now - 40 * microsPerDay, counts));
    await put('acme', 'b', erased(clock.now - 2 * microsPerDay, counts));
    await put('acme', 'c', erased(clock.now - microsPerDay, []));
    await put('other', 'd', erased(clock.now - microsPerDay, counts));
    const { erasures, more } = await log();
    expect(erasures.map(({ id }) => id[0])).toEqual(['c', 'b']);
    expect(erasures[1]).toMatchObject({
      scope_text: 'one person, everywhere',
      complete: true,
      deleted: [
        { collection: 'customers', title: 'Customers', count: 1 },
        { collection: 'unique_marks', title: 'Uniqueness marks', count: 1 },
      ],
    });
    expect(more).toBe(false);
    expect((await log(92)).erasures).toHaveLength(3);
  });

  test('lists a cancelled erasure as cancelled, and not as complete', async () => {
    const { clock, put, log } = await open();
    const { completed_at: _at, ...asked } = erased(clock.now - microsPerDay, []);
    await put('acme', 'a', { ...asked, scope: 'category', cancelled_at: clock.now });
    const told = await log(31, 'en');
    const cancelled = { complete: false, completed_at: null };
    expect(told.erasures).toMatchObject([{ ...cancelled, cancelled_at: formatInstant(clock.now) }]);
    expect(layOutLog(told).sections[0]?.blocks[0]).toMatchObject({
      rows: [['a category', expect.anything(), expect.stringMatching(/^cancelled: /), 'nothing']],
    });
  });

  test('lists the days on which the purge ran, but not the purge’s counts, which are for all tenants together', async () => {
    const { clock, purge, log } = await open();
    await purge();
    clock.now += microsPerDay;
    await purge();
    await purge();
    const told = await log();
    expect(told.runs.map(({ day, runs, latest_seconds }) => [day, runs, latest_seconds])).toEqual([
      ['2026-01-16', 2, 61],
      ['2026-01-15', 1, 61],
    ]);
    expect(JSON.stringify(told)).not.toContain('41');
    clock.now += 31 * microsPerDay;
    expect((await log()).runs).toEqual([]);
  });

  test('shows the content of a genuine receipt about a day, and omits a forged receipt', async () => {
    const { clock, store, signer, log } = await open();
    const content = {
      kind: 'expiry' as const,
      does_not_prove: [],
      day: '2026-01-14',
      counted_at: '2026-01-14T00:10:00.000Z',
      looked_at: '2026-01-15T01:10:00.000Z',
      categories: [
        { category: 'customers', due: 5, overdue: 0 },
        { category: 'variables', due: 7, overdue: 2 },
      ],
      keys: [
        { category: 'customers', key: 'k1', destroyed: true },
        { category: 'customers', key: 'k2', destroyed: false },
      ],
    };
    const issue = (own: typeof signer, about: string) => {
      const deps = { store, commit: store.commit, signer: own, now: () => clock.now };
      const quiet = { random: () => 0.5, sleep: async () => undefined, onIssued: () => undefined };
      return issueReceipt({ ...deps, ...quiet, purgeShards: 4 }, 'acme', { about, content });
    };
    await issue(signer, 'expiry:2026-01-14');
    await issue(createFakeSigner(), 'expiry:2026-01-13');
    const told = await log(31, 'de');
    expect(told.receipts).toMatchObject([
      {
        number: 1,
        expiry: {
          day: '2026-01-14',
          due: [
            { category: 'customers', title: 'Kunden', due: 5, overdue: 0 },
            { category: 'variables', due: 7, overdue: 2 },
          ],
          keys_due: 2,
          keys_destroyed: 1,
        },
      },
    ]);
    const [block] = layOutLog(told).sections[1]?.blocks ?? [];
    const contents =
      '2026-01-14\nKunden: 5 fällig\nVariablen: 7 fällig, 2 eine Stunde nach Tagesende noch da\n1/2 Schlüssel vernichtet';
    expect(block).toMatchObject({
      rows: [['1', 'Ablauf von Daten an einem Tag', expect.anything(), contents]],
    });
  });

  test('costs two queries, and one call that reads the reports of all days', async () => {
    const { log, takeCalls } = await open();
    takeCalls();
    await log(366);
    expect(takeCalls()).toEqual({ query: 2, getAll: 1 });
  });

  test('has a layout with its data; a section without data says so in a sentence', async () => {
    const { clock, put, purge, log } = await open();
    const empty = layOutLog(await log(31, 'de')).sections.map(({ blocks }) => blocks[0]?.kind);
    expect(empty).toEqual(['text', 'text', 'text', 'list']);
    await put('acme', 'a', erased(clock.now, ['customers=3']));
    await purge();
    const { sections } = layOutLog(await log(31, 'de'));
    expect(sections[0]?.blocks[0]).toMatchObject({
      kind: 'table',
      rows: [['eine Person, überall', '15.01.2026, 12:00 UTC', expect.anything(), 'Kunden: 3']],
    });
    expect(sections[2]?.blocks[0]).toMatchObject({
      rows: [['15.01.2026', '1', '1', '15.01.2026, 12:00 UTC', '2 min']],
    });
  });

  test('can be read only with the right of owners and data protection officers', async () => {
    const { deps, caller } = createProcessingFixture();
    const others = { ...caller, scopes: new Set(['overview']) };
    const asked = { language: 'de', days: 31 } as const;
    await expect(describeLog(deps, others, asked)).rejects.toMatchObject({ code: 'scope-missing' });
  });
});
