import { describe, expect, test } from 'vitest';
import { languages } from '#shared/categories/texts.ts';
import { dataOf, exportOf } from '#shared/subjects/archive/testing/create-archive-fixture.ts';
import { lawTexts } from '#shared/subjects/archive/texts/law-texts.ts';
import { pageTexts } from '#shared/subjects/archive/texts/page-texts.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { legacy } from '../testing/legacy-lines.ts';

const email = 'anna@example.org';

/**
 * Imports two lines of Anna and one line of Bert. All three lines wait, and are not records yet.
 */
async function createWaiting() {
  const fixture = await createLegacyFixture();
  const { daysAgo } = fixture;
  const common = {
    created_at: daysAgo(1),
    authenticated_by: 'sso',
    values_aes: legacy({ pin: 1 }),
  };
  const consent = { category: 'marketing_consents', type: 'newsletter', opt_in: 'single' };
  const lines = [
    { category: 'customers', id: 'a', ...common, email_aes: legacy(email) },
    { category: 'customers', id: 'b', ...common, email_aes: legacy('bert@example.org') },
    { ...consent, id: 'c', created_at: daysAgo(1), status: 'confirmed', email_aes: legacy(email) },
  ].map((line) => JSON.stringify(line));
  expect(await fixture.importTexts(lines, { keepEnvelopes: true })).toMatchObject({ kept: 3 });
  const ctx = { ...fixture.ctx, scopes: new Set([...fixture.ctx.scopes, 'subjects']) };
  return { ...fixture, ctx };
}

const waiting = [
  { category: 'customers', count: 1 },
  { category: 'marketing_consents', count: 1 },
];

describe.each(languages)('an archive in %s', (language) => {
  test('for access states the numbers of the person’s waiting lines, until the sweep has made records of these lines', async () => {
    const { ctx, rekey } = await createWaiting();
    const files = await exportOf(ctx, { email, language });
    expect(dataOf(files).waiting).toEqual(waiting);
    expect(files.get('index.html')?.text).toContain(lawTexts.waiting[language]);
    expect(files.get('index.html')?.text).not.toContain(pageTexts.nothing[language]);
    expect(await rekey()).toMatchObject({ migrated: 3 });
    const after = await exportOf(ctx, { email, language });
    expect(dataOf(after).waiting).toEqual([]);
    expect(after.get('index.html')?.text).not.toContain(lawTexts.waiting[language]);
    expect(dataOf(after).data.filter(({ records }) => records.length > 0)).toHaveLength(2);
  });

  test('for portability states the numbers of waiting lines of portable categories, and does not claim that no data is stored', async () => {
    const { ctx } = await createWaiting();
    const files = await exportOf(ctx, { email, language, kind: 'portability' });
    expect(dataOf(files).waiting).toEqual(waiting);
    const readme = files.get(language === 'de' ? 'liesmich.txt' : 'readme.txt')?.text ?? '';
    expect(readme).toMatch(/waiting/);
    expect(readme).not.toMatch(/Daten gespeichert|data is stored/);
  });
});
