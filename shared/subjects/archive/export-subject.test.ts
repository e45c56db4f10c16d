import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { languages } from '#shared/categories/texts.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { pathOf } from '#shared/store/store.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { eraseSubject } from '../erase-subject.ts';
import { createRequest } from '../requests/create-request.ts';
import { createPersonFixture, world } from '../testing/create-person-fixture.ts';
import { exportSubject } from './export-subject.ts';
import {
  anna,
  bert,
  countsOf,
  createArchiveFixture,
  dataOf,
  exportOf,
  textOf,
} from './testing/create-archive-fixture.ts';
import { unpack } from './testing/unpack.ts';

/**
 * An archive as text without random values: each random id is replaced by a fixed name, and the
 * coupon code has no number.
 */
function golden(text: string): string {
  const names = new Map<string, string>();
  return text.replaceAll(/Gutschein-\d+/g, 'Gutschein').replaceAll(/[0-9a-f]{32}/g, (id) => {
    const known = names.get(id) ?? `id-${names.size + 1}`;
    names.set(id, known);
    return known;
  });
}

/** The visible text of a page, one line for each piece of text. */
function readPage(html: string): string {
  const body = html.slice(html.indexOf('<body>'));
  return body
    .replaceAll(/<[^>]+>/g, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const controller = {
  name: 'Blumen Beispiel GmbH',
  postal_address: 'Beispielallee 3, 00000 Musterstadt',
};
const authority = { name: 'Aufsicht Beispielland', postal_address: 'Musterstadt' };
const purpose = { de: 'Versand von Prämien', en: 'Shipping of rewards' };
const recipients = [
  { name: 'Paketdienst Beispiel AG', purpose, country: 'DE', categories: ['loyalty_redemptions'] },
];
const transfers = [
  { recipient: 'Push Example Inc.', country: 'US', safeguard: 'standard_clauses' },
];

describe.each(languages)('an archive in %s', (language) => {
  test.each(['access', 'portability'])(
    'for %s has the same content as the example in `testing/golden`',
    async (kind) => {
      const { ctx, state } = await createArchiveFixture();
      await state({ controller, authority, recipients, transfers });
      const files = await exportOf(ctx, { ...anna, kind, language });
      const { text: json = '' } = files.get('data.json') ?? {};
      const page = files.get('index.html')?.text;
      const told = [
        ...[...files.values()].map(({ name, columns }) => [name, ...columns].join(' ')),
        JSON.stringify(JSON.parse(json), null, 1),
        ...(page === undefined ? [] : [readPage(page)]),
      ];
      const text = `${golden(told.join('\n'))}\n`;
      await expect(text).toMatchFileSnapshot(`testing/golden/${kind}-${language}.txt`);
      if (page !== undefined) expect(page).toContain(`<html lang="${language}">`);
      for (const value of Object.values(bert)) expect(textOf(files)).not.toContain(value);
    },
  );
});

describe('an access archive', () => {
  test('contains all records of each category, and the stored copies of participations that won', async () => {
    const { ctx } = await createArchiveFixture();
    expect(countsOf(await exportOf(ctx, anna))).toEqual({
      chat_messages: 2,
      nlu_messages: 1,
      messenger_sessions: 1,
      runtime_log: 1,
      customers: 1,
      variables: 1,
      marketing_consents: 3,
      coupon_codes: 1,
      loyalty_transactions: 2,
      loyalty_redemptions: 1,
      raffle_participations: 2,
      raffle_winners: 2,
    });
  });

  test('says that it contains no entries, if the search finds no data of the person', async () => {
    const { ctx } = await createPersonFixture();
    for (const [language, nothing] of [
      ['de', 'enthält diese Auskunft keine Einträge'],
      ['en', 'This page contains no entries'],
    ]) {
      const files = await exportOf(ctx, { email: 'nobody@example.org', language });
      expect([...files.keys()]).toEqual(['data.json', 'index.html']);
      expect(countsOf(files)).toEqual({});
      expect(files.get('index.html')?.text).toContain(nothing);
    }
  });

  test('shows markup in a person’s values as text, so that it has no effect', async () => {
    const { ctx } = await createPersonFixture();
    const { email } = anna;
    const hostile = `</td></table><script>alert("x")</script><img src=x onerror='y'>&amp;`;
    const values = { [hostile]: hostile, more: [hostile, { [hostile]: null }] };
    const body = { email, authenticated_by: 'sso', values };
    await createRecords(ctx, { category: customers, body });
    const page = (await exportOf(ctx, { email })).get('index.html')?.text ?? '';
    expect(page).not.toMatch(/<script|<img|onerror='/);
    const escaped =
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&lt;img src=x onerror=&#39;y&#39;&gt;&amp;amp;';
    expect(page.split(escaped)).toHaveLength(5);
    expect(page).toContain("default-src 'none'".replaceAll("'", '&#39;'));
  });

  test('lists a shared conversation, but contains its messages only if the request contains the conversation’s id', async () => {
    const { ctx, acts } = await createPersonFixture();
    const where = { conversation_id: 'c-both' };
    for (const act of ['say', 'understand', 'trace']) await acts[act]?.(anna, where);
    await acts['trace']?.(bert, where);
    const { email } = anna;
    const closed = await exportOf(ctx, { email });
    expect(countsOf(closed)).toEqual({ runtime_log: 1 });
    const conversation = { id: 'c-both', shared: true, included: false, left_out: 3 };
    expect(dataOf(closed).conversations).toEqual([conversation]);
    expect(closed.get('index.html')?.text).toMatch(/Rechte anderer[^<]*<\/p><ul><li>c-both: 3 /);
    const chosen = await exportOf(ctx, { email, conversations: ['c-both'] });
    expect(countsOf(chosen)).toEqual({ chat_messages: 2, nlu_messages: 1, runtime_log: 1 });
    expect(textOf(chosen)).not.toContain(bert.email);
    const none = await exportOf(ctx, { email, conversations: [] });
    expect(none.get('index.html')?.text).toContain('c-both: 3 ');
  });

  test('contains all data of a conversation if the request states only the conversation’s id, and warns that the data may be about several people', async () => {
    const { ctx, acts } = await createPersonFixture();
    const where = { conversation_id: 'c-both' };
    for (const person of [anna, bert]) await acts['trace']?.(person, where);
    const files = await exportOf(ctx, where);
    expect(countsOf(files)).toEqual({ runtime_log: 2 });
    expect(files.get('index.html')?.text).toContain('eine ganze Unterhaltung');
  });

  test('lists the actions that viewed or changed the person’s records and conversations, the earliest first, but does not say who acted', async () => {
    const { ctx, fixture, dump } = await createArchiveFixture();
    const { managerLog } = createApiService(fixture.platform, 'test');
    const noted = { tenant: 'acme', settings: ctx.settings, actor: 'karl@example.org' };
    const look = async (target: string, action: string) => {
      fixture.clock.now += 60_000_000;
      await managerLog.record({ ...noted, actorId: 'karl', action, target, outcome: 'shown' });
    };
    const customerOf = async (person: typeof anna) => {
      const { data } = dataOf(await exportOf(ctx, person));
      return String(data.find(({ category }) => category === customers.id)?.records[0]?.['id']);
    };
    await look(await customerOf(anna), 'customers.read');
    await look(await customerOf(bert), 'customers.correct');
    await look('c-anna', 'conversations.messages.list');
    await look('email', 'customers.search');
    const both = await Promise.all([anna, bert].map((person) => exportOf(ctx, person)));
    const seen = both.map((files) => dataOf(files).looked_at.map(({ action }) => action));
    expect(seen).toEqual([
      ['customers.read', 'conversations.messages.list'],
      ['customers.correct'],
    ]);
    const log = (await dump()).filter(({ data }) => data['action'] === 'customers.correct');
    const data = { expires_at: fixture.clock.now };
    await fixture.store.commit(log.map(({ ref }) => ({ kind: 'update', ref, data })));
    expect(dataOf(await exportOf(ctx, bert)).looked_at).toEqual([]);
    const pages = both.map((files) => files.get('index.html')?.text).join('\n');
    expect(pages).toContain('Kunden: angesehen');
    expect(pages).not.toContain('karl');
  });
});

test('an access archive contains the person’s open requests, and what the person wrote in them', async () => {
  const { ctx } = await createPersonFixture();
  const { email } = anna;
  const asked = { kind: 'access', came_by: 'email', details: 'Bitte auch die Chats.' };
  for (const person of [anna, bert])
    await createRequest(ctx, {
      body: { ...asked, email: person.email },
      idempotencyKey: undefined,
    });
  const files = await exportOf(ctx, { email });
  const person = { email, details: 'Bitte auch die Chats.' };
  expect(dataOf(files).open_requests).toEqual([{ kind: 'access', received: '2026-01-15', person }]);
  const page = files.get('index.html')?.text ?? '';
  expect(page).toContain('Antrag auf Auskunft (Art. 15 DSGVO)');
  expect(page).toContain('Bitte auch die Chats.');
  expect(page).not.toContain(bert.email);
});

test.each(['data.json', 'index.html'])(
  'the file %s of an archive does not contain the person’s open requests if the caller loses the right before this file is written',
  async (name) => {
    const { ctx } = await createPersonFixture();
    const { email } = anna;
    const asked = { kind: 'access', came_by: 'email', details: 'Bitte auch die Chats.', email };
    await createRequest(ctx, { body: asked, idempotencyKey: undefined });
    let present = ctx;
    const ending = { ...ctx, renewed: async () => present };
    const body = { email, kind: 'access', language: 'de' };
    const { archive } = await exportSubject(ending, world, { body });
    let sent = '';
    const read = async () => {
      for await (const entry of archive.entries) {
        if (entry.name === name) present = { ...ctx, scopes: new Set() };
        for await (const piece of 'content' in entry ? entry.content : [])
          if (entry.name === name) sent += Buffer.from(piece).toString('utf8');
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'scope-missing' });
    expect(sent).not.toContain(asked.details);
  },
);

test('for each of its two files an archive reads an open request again, but not the personal details', async () => {
  const { ctx, fixture } = await createPersonFixture();
  const { email } = anna;
  const asked = { kind: 'access', came_by: 'email', email };
  await createRequest(ctx, { body: asked, idempotencyKey: undefined });
  const read: string[] = [];
  const counting = onStore(ctx, {
    ...fixture.store,
    getAll: (refs) => {
      read.push(...refs.map(({ collection }) => collection));
      return fixture.store.getAll(refs);
    },
  });
  await exportOf(counting, { email });
  expect(read).toEqual(['person_requests', 'person_requests']);
});

test('an archive does not list a request that is closed while the archive still knows its personal details', async () => {
  const { ctx, fixture } = await createPersonFixture();
  const { email } = anna;
  const asked = { kind: 'access', came_by: 'email', email };
  await createRequest(ctx, { body: asked, idempotencyKey: undefined });
  const closing = onStore(ctx, {
    ...fixture.store,
    getAll: async (refs) => {
      const requests = refs.filter(({ collection }) => collection === 'person_requests');
      const data = { status: 'completed' };
      await fixture.store.commit(requests.map((ref) => ({ kind: 'update', ref, data })));
      return fixture.store.getAll(refs);
    },
  });
  expect(dataOf(await exportOf(closing, { email })).open_requests).toEqual([]);
});

describe('a record with damaged data', () => {
  test('whose fields cannot be decrypted is shown with its unencrypted fields, marked as unreadable, and logged once', async () => {
    const { ctx, fixture, dump } = await createArchiveFixture();
    const before = countsOf(await exportOf(ctx, anna));
    const damaged = (await dump()).filter(
      ({ ref, data }) => ref.collection === 'runtime_log' && data['conversation_id'] === 'c-anna',
    );
    await fixture.store.commit(
      damaged.map(({ ref }) => {
        return { kind: 'update', ref, data: { email_aes: new Uint8Array(40) } } as const;
      }),
    );
    const files = await exportOf(ctx, anna);
    expect(countsOf(files)).toEqual(before);
    const log = dataOf(files).data.find(({ category }) => category === 'runtime_log');
    expect(log?.records).toEqual([
      expect.objectContaining({ event: 'sign_in.passed', unreadable: true }),
    ]);
    expect(log?.records[0]).not.toHaveProperty('email');
    expect(dataOf(files).unreadable).toBe(1);
    expect(files.get('csv/runtime-log.csv')?.rows[0]).toMatchObject({ unreadable: true });
    expect(files.get('index.html')?.text).toContain('lässt sich aber nicht entschlüsseln');
    expect(fixture.unreadable).toEqual(damaged.map(({ ref }) => ref.id));
  });

  test('is shown with its uploaded file, which ends before the damaged part and is marked as incomplete', async () => {
    const { ctx, fixture, dump } = await createArchiveFixture();
    const whole = await exportOf(ctx, anna);
    const name = [...whole.keys()].find((each) => each.startsWith('files/')) ?? '';
    expect(name).toMatch(/^files\/001-[A-Za-z0-9._-]+$/);
    const owned = (await dump()).filter(({ ref }) => ref.collection === 'file_chunks');
    const last = owned.filter(({ ref }) => ref.id.endsWith('.1'));
    await fixture.store.commit(
      last.map(({ ref }) => {
        return { kind: 'update', ref, data: { chunk_aes: new Uint8Array(40) } } as const;
      }),
    );
    const cut = await exportOf(ctx, anna);
    expect(cut.get(name)?.text.length).toBeLessThan(whole.get(name)?.text.length ?? 0);
    expect(whole.get('csv/variables.csv')?.rows[0]?.['enclosed_file']).toBe(name);
    expect(cut.get('csv/variables.csv')?.rows[0]?.['enclosed_file']).toBe(`${name} (incomplete)`);
    expect(cut.get('index.html')?.text).toContain('Sie liegt unvollständig bei');
  });
});

describe('while an archive is read', () => {
  test('a record that is erased or expires is missing from the rest of the archive', async () => {
    for (const isErased of [true, false]) {
      const { ctx, fixture } = await createArchiveFixture();
      const { archive } = await exportSubject(ctx, world, {
        body: { ...anna, kind: 'access', language: 'de' },
      });
      expect(archive.records).toBe(18);
      if (isErased) {
        const body = { scope: { subject: anna }, confirm: true };
        await eraseSubject(ctx, world, { body, idempotencyKey: undefined });
        fixture.clock.now += 5_000_000;
      } else fixture.clock.now += 400 * 86_400_000_000;
      const files = await unpack(archive);
      expect(countsOf(files)).toEqual({});
      expect(textOf(files)).not.toContain(anna.email);
    }
  });

  test.each(['with a file', 'without a file'])(
    'the stream of an archive %s ends with an error when the caller loses the right',
    async (what) => {
      const fixture = await createPersonFixture();
      const { ctx, acts } = fixture;
      await acts[what === 'with a file' ? 'upload' : 'trace']?.(anna, {
        conversation_id: 'c-anna',
      });
      let isRevoked = false;
      const ending = {
        ...ctx,
        renewed: async (known: Parameters<typeof ctx.renewed>[0]) => {
          const renewed = await ctx.renewed(known);
          return isRevoked ? { ...renewed, scopes: new Set<string>() } : renewed;
        },
      };
      const body = { ...anna, conversation_id: 'c-anna', kind: 'access', language: 'de' };
      const { archive } = await exportSubject(ending, world, { body });
      expect(archive.records).toBe(1);
      isRevoked = true;
      await expect(unpack(archive)).rejects.toMatchObject({ code: 'scope-missing' });
    },
  );
});

test('an archive is refused if the caller lacks the scope, or if the request is invalid', async () => {
  const { ctx } = await createPersonFixture();
  const ask = (by: typeof ctx, body: object) => exportOf(by, body);
  const missing = ask({ ...ctx, scopes: new Set(['customers:export']) }, anna);
  await expect(missing).rejects.toMatchObject({ code: 'scope-missing' });
  for (const body of [{}, { ...anna, kind: 'all' }, { ...anna, language: 'fr' }])
    await expect(ask(ctx, body)).rejects.toMatchObject({ code: 'validation-failed' });
});

test('documents that the search found but could not keep in memory are read again in batches, and the archive contains each record', async () => {
  const { ctx, fixture } = await createPersonFixture();
  const { email } = anna;
  const message = 'x'.repeat(8_000);
  const entry = { level: 'info', event: 'e', email, message };
  for (let pack = 0; pack < 12; pack += 1)
    await createRecords(ctx, {
      category: runtimeLog,
      body: Array.from({ length: 100 }, () => entry),
    });
  const packs: number[] = [];
  const counting = onStore(ctx, {
    ...fixture.store,
    getAll: (refs) => {
      packs.push(refs.length);
      return fixture.store.getAll(refs);
    },
  });
  const files = await exportOf(counting, { email });
  expect(countsOf(files)).toEqual({ runtime_log: 1_200 });
  expect(packs.length).toBeGreaterThan(0);
  expect(Math.max(...packs)).toBeLessThanOrEqual(128);
  const ids = (files.get('csv/runtime-log.csv')?.rows ?? []).map(({ id }) => String(id));
  const refs = ids.map((id) => pathOf({ tenant: 'acme', collection: 'runtime_log', id }));
  expect(new Set(refs).size).toBe(1_200);
}, 60_000);
