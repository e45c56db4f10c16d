import { expect, test } from 'vitest';
import { languages } from '#shared/categories/texts.ts';
import { createPersonFixture, world } from '../testing/create-person-fixture.ts';
import { exportSubject } from './export-subject.ts';
import {
  anna,
  createArchiveFixture,
  dataOf,
  exportOf,
  textOf,
} from './testing/create-archive-fixture.ts';
import { unpack } from './testing/unpack.ts';

async function createFixture() {
  const fixture = await createArchiveFixture();
  const { ctx } = fixture;
  const make = async (body: object) => {
    const request = { ...anna, kind: 'access', language: 'en', ...body };
    const { archive } = await exportSubject(ctx, world, { body: request });
    return { archive, files: await unpack(archive) };
  };
  const whole = dataOf((await make({})).files).data;
  const idsOf = (category: string) => {
    const own = whole.find((each) => each.category === category && each.copies_in === undefined);
    return own?.records.map(({ id }) => String(id)) ?? [];
  };
  return { ...fixture, make, idsOf };
}

test.each(languages)(
  'an access archive in %s contains a withheld record without its text, and states that the text is withheld',
  async (language) => {
    const { make, idsOf } = await createFixture();
    const [message = '', ...others] = idsOf('chat_messages');
    const { archive, files } = await make({ language, withhold: [message] });
    expect(archive.about).toMatchObject({ withheld: 1 });
    const { data } = dataOf(files);
    const messages = data.find(({ category }) => category === 'chat_messages')?.records;
    expect(messages?.find(({ id }) => id === message)).toEqual({
      id: message,
      created_at: expect.any(String),
      expires_at: expect.any(String),
      conversation_id: 'c-anna',
      author: 'customer',
      withheld: true,
    });
    for (const other of others)
      expect(messages?.find(({ id }) => id === other)).toMatchObject({ text: 'Hallo' });
    const table = files.get('csv/chat-messages.csv');
    expect(table?.columns).toContain('withheld');
    expect(table?.rows.map((row) => row['withheld'] === true)).toContain(true);
    expect(files.get('csv/customers.csv')?.columns).not.toContain('withheld');
    const page = files.get('index.html')?.text ?? '';
    const reason = language === 'de' ? 'Art. 15 Abs. 4 DSGVO' : 'Art. 15(4) GDPR';
    expect(page.split(`(${reason}).</p><dl>`)).toHaveLength(2);
    const [one, kind] =
      language === 'de' ? ['Eintrag', 'Chat-Nachrichten'] : ['entry', 'Chat messages'];
    expect(page).toContain(`<li>${kind}: 1 ${one}</li>`);
  },
);

test('a portability archive also withholds text, and its schema allows this', async () => {
  const { make, idsOf } = await createFixture();
  const [customer = ''] = idsOf('customers');
  const { files } = await make({ kind: 'portability', withhold: [customer] });
  const record = dataOf(files).data.find(({ category }) => category === 'customers')?.records[0];
  expect(record).toMatchObject({ created_at: expect.any(String), withheld: true });
  expect(record).not.toHaveProperty('email');
  expect(files.get('schema.json')?.text).toContain('"withheld"');
});

test('an archive that contains only withheld records decrypts none of them', async () => {
  const { ctx, acts } = await createPersonFixture();
  await acts['trace']?.(anna, {});
  const opened: string[] = [];
  const keyring: typeof ctx.keyring = {
    ...ctx.keyring,
    keyToOpen: (tenant, category, data) => {
      opened.push(category);
      return ctx.keyring.keyToOpen(tenant, category, data);
    },
  };
  const { email } = anna;
  const files = await exportOf({ ...ctx, keyring }, { email });
  expect(new Set(opened)).toEqual(new Set(['runtime_log']));
  opened.length = 0;
  const withhold = dataOf(files).data.flatMap(({ records }) => records.map(({ id }) => id));
  expect(withhold).toHaveLength(1);
  await exportOf({ ...ctx, keyring }, { email, withhold });
  expect(opened).toEqual([]);
});

test('an archive does not contain the file of a withheld variable', async () => {
  const { make, idsOf } = await createFixture();
  const fileOf = (files: ReadonlyMap<string, unknown>) =>
    [...files.keys()].filter((name) => name.startsWith('files/'));
  expect(fileOf((await make({})).files)).toHaveLength(1);
  const { files } = await make({ withhold: idsOf('variables') });
  expect(fileOf(files)).toEqual([]);
  expect(textOf(files)).not.toContain('Jürgen.png');
});

test('a request to withhold a record that the archive does not contain is refused, because otherwise a typing error in an id would disclose a text', async () => {
  const { make, idsOf } = await createFixture();
  const [message = ''] = idsOf('chat_messages');
  await expect(make({ withhold: [message, 'a'.repeat(32)] })).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/withhold/1' }],
  });
});
