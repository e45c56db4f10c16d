import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import {
  type AppBody,
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { createConsentsApp } from './app.ts';

const path = '/v1/marketing-consents';
const ip = '203.0.113.7';
const confirmedFrom = '198.51.100.9';
let fixture: AppFixture;
let call: AppCall;

beforeEach(async () => {
  fixture = createAppFixture(createConsentsApp);
  call = await fixture.callerOf('acme');
});

const newsletter = {
  type: 'newsletter',
  email: 'anna@example.com',
  ip,
  wording_text: 'Ja, ich will.',
};

async function give(more: object = {}): Promise<AppBody> {
  const { status, body } = await call('POST', path, { ...newsletter, ...more });
  expect(status).toBe(201);
  return body;
}
const givePending = () => give({ opt_in: 'double' });
const confirm = (id: string, body?: object) => call('POST', `${path}/${id}/confirm`, body);
const withdraw = (id: string) => call('POST', `${path}/${id}/withdraw`);
const read = async (id: string) => (await call('GET', `${path}/${id}`)).body;
const at = (instant: number) => new Date(instant / microsPerMilli).toISOString();
const advance = (days: number) => {
  fixture.fixture.clock.now += days * microsPerDay;
};
const now = () => at(fixture.fixture.clock.now);
const daysAfter = (text: string, days: number) =>
  at(Date.parse(text) * 1_000 + days * microsPerDay);

describe('confirming', () => {
  test('keeps a pending consent until 180 days after its creation, and stores the time and the IP address of the confirmation', async () => {
    const pending = await givePending();
    expect(pending.expires_at).toBe(daysAfter(pending.created_at, 14));
    advance(13);
    const { status, body } = await confirm(pending.id, { ip: confirmedFrom });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...pending,
      status: 'confirmed',
      confirmed_at: now(),
      confirmed_ip: confirmedFrom,
      expires_at: daysAfter(pending.created_at, 180),
    });
    expect(await read(pending.id)).toEqual(body);
    const found = await call('POST', `${path}/search`, { email: 'Anna@example.com' });
    expect(found.body.items).toEqual([body]);
    advance(166);
    expect((await read(pending.id))['status']).toBe('confirmed');
    advance(1);
    expect((await call('GET', `${path}/${pending.id}`)).status).toBe(404);
  });

  test('a second time changes neither the time nor the IP address of the first confirmation', async () => {
    const pending = await givePending();
    const { body: first } = await confirm(pending.id);
    advance(1);
    const again = await confirm(pending.id, { ip: confirmedFrom });
    expect([again.status, again.body]).toEqual([200, first]);
    const single = await give();
    expect((await confirm(single.id, {})).body).toEqual(single);
  });

  test('is refused after 14 days', async () => {
    const pending = await givePending();
    advance(14);
    expect((await confirm(pending.id)).status).toBe(404);
  });

  test('a withdrawn consent is refused', async () => {
    const pending = await givePending();
    await withdraw(pending.id);
    const refused = await confirm(pending.id, { ip: confirmedFrom });
    expect([refused.status, refused.body.code]).toEqual([409, 'consent-withdrawn']);
    expect((await read(pending.id))['status']).toBe('withdrawn');
  });

  test('a pending consent is refused after another consent of the same person and type was withdrawn, and the pending consent does not change', async () => {
    const given = await give();
    const pending = await givePending();
    const others = [
      await give({ type: 'reminder', opt_in: 'double' }),
      await give({ email: 'bea@example.com', opt_in: 'double' }),
    ];
    advance(1);
    await withdraw(given.id);
    const refused = await confirm(pending.id, { ip: confirmedFrom });
    expect([refused.status, refused.body.code]).toEqual([409, 'consent-withdrawn']);
    expect(await read(pending.id)).toEqual(pending);
    for (const { id } of others) expect((await confirm(id)).status).toBe(200);
    // The person may consent to the same type again.
    const anew = await givePending();
    expect((await confirm(anew.id)).status).toBe(200);
    // The deletion of the withdrawn consent does not undo the withdrawal. So the pending consent
    // still cannot be confirmed.
    expect((await call('DELETE', `${path}/${given.id}`)).status).toBe(204);
    expect((await confirm(pending.id)).status).toBe(409);
  });

  test('a pending consent is also refused after another pending consent of the same person and type was withdrawn', async () => {
    const [one, other] = [await givePending(), await givePending()];
    await withdraw(one.id);
    expect((await confirm(other.id)).body.code).toBe('consent-withdrawn');
  });

  test('during a simultaneous withdrawal of another consent of the same type is refused; or it succeeds, and then the withdrawal withdraws the newly confirmed consent too', async () => {
    for (let round = 0; round < 5; round += 1) {
      const given = await give();
      const pending = await givePending();
      const [confirmed, gone] = await Promise.all([confirm(pending.id), withdraw(given.id)]);
      expect(gone.status).toBe(200);
      expect([200, 409]).toContain(confirmed.status);
      expect((await read(pending.id))['status']).toBe(
        confirmed.status === 200 ? 'withdrawn' : 'pending',
      );
    }
  });

  test.each([[{ ip: 'here' }], [{ status: 'confirmed' }], [[]]])(
    'with the body %j is refused',
    async (body) => {
      const pending = await givePending();
      expect((await confirm(pending.id, body)).status).toBe(422);
      expect((await read(pending.id))['status']).toBe('pending');
    },
  );

  test('during a simultaneous withdrawal of the same consent may succeed, but in the end the consent is withdrawn', async () => {
    for (let round = 0; round < 5; round += 1) {
      const pending = await givePending();
      const [confirmed, gone] = await Promise.all([confirm(pending.id), withdraw(pending.id)]);
      expect([200, 409]).toContain(confirmed.status);
      expect(gone.status).toBe(200);
      expect((await read(pending.id))['status']).toBe('withdrawn');
    }
  });
});

describe('withdrawing', () => {
  test('changes only the status and the time of the withdrawal; a second withdrawal changes nothing', async () => {
    const given = await give();
    advance(3);
    const { status, body } = await withdraw(given.id);
    expect([status, body]).toEqual([200, { ...given, status: 'withdrawn', withdrawn_at: now() }]);
    advance(1);
    expect((await withdraw(given.id)).body).toEqual(body);
    expect(await read(given.id)).toEqual(body);
  });

  test('a pending consent does not change the expiry of this consent', async () => {
    const pending = await givePending();
    expect((await withdraw(pending.id)).body.expires_at).toBe(pending.expires_at);
  });

  test('a consent also withdraws the person’s other consents of the same type that are confirmed at this time, and no others', async () => {
    const older = await give({ wording_text: 'Eine ältere Fassung' });
    const newer = await give();
    const upper = await give({ email: 'ANNA@example.com' });
    const pending = await givePending();
    const others = [
      await give({ type: 'profiling' }),
      await give({ email: 'bea@example.com' }),
      await give({ type: 'sms', phone: '+49 30 23125 001' }),
    ];
    advance(1);
    await withdraw(newer.id);
    const withdrawnAt = now();
    for (const { id } of [older, newer, upper])
      expect(await read(id)).toMatchObject({ status: 'withdrawn', withdrawn_at: withdrawnAt });
    for (const other of [pending, ...others]) expect(await read(other.id)).toEqual(other);
    advance(1);
    const anew = await give();
    const later = await givePending();
    await confirm(later.id);
    // A repeated request does not withdraw a consent that the person has given after the first
    // request.
    await withdraw(newer.id);
    for (const { id } of [anew, later]) expect((await read(id))['status']).toBe('confirmed');
  });

  test('applies to all spellings of the email address', async () => {
    const [first, ...others] = [
      await give({ email: 'kim@bücher.example' }),
      await give({ email: 'kim@xn--bcher-kva.example' }),
      await give({ email: 'Kim@BÜCHER.Example' }),
      await give({ email: 'kim@bu\u0308cher.example' }),
    ];
    await withdraw(first.id);
    for (const { id } of others) expect((await read(id))['status']).toBe('withdrawn');
  });

  test('withdraws the consents with the same phone number, but no consent with another push endpoint', async () => {
    const sms = { type: 'sms', phone: '+49 30 23125 001' };
    const push = { type: 'web_push', push_endpoint: 'https://push.example.org/a' };
    const [one, same] = [await give(sms), await give({ ...sms, phone: '0049 (30) 23125001' })];
    const [first, other] = [
      await give(push),
      await give({ ...push, push_endpoint: 'https://push.example.org/b' }),
    ];
    await withdraw(one.id);
    await withdraw(first.id);
    expect((await read(same.id))['status']).toBe('withdrawn');
    expect((await read(other.id))['status']).toBe('confirmed');
  });

  test('applies to all spellings of the phone number', async () => {
    const ways = [
      '+491713920012',
      '+4901713920012',
      '+49 (0) 171 3920012',
      '(+49) 171 3920012',
      '00491713920012',
      '0171 3920012',
      '+49\u00a0171\u202f3920012',
      '+49\u2013171\u20113920012',
    ];
    const given = [];
    for (const phone of ways) given.push(await give({ type: 'sms', phone }));
    await withdraw(given[0]?.id ?? '');
    for (const [at, { id }] of given.entries())
      expect(await read(id)).toMatchObject({ status: 'withdrawn', phone: ways[at] });
    const found = await call('POST', `${path}/search`, { phone: '0171/3920012' });
    expect(found.body.items).toHaveLength(ways.length);
  });

  test('withdraws 230 confirmed consents of a person, and prevents the confirmation of 230 pending ones', async () => {
    const several = (more: object) =>
      call(
        'POST',
        path,
        Array.from({ length: 230 }, () => ({ ...newsletter, ...more })),
      );
    const { body } = await several({});
    const { body: asked } = await several({ opt_in: 'double' });
    await withdraw(body.items[0]?.id ?? '');
    const left = await call('GET', `${path}?status=confirmed`);
    expect(left.body.items).toEqual([]);
    for (const { id } of [asked.items[0], asked.items[115], asked.items[229]].map(
      (item) => item ?? { id: '' },
    ))
      expect((await confirm(id)).body.code).toBe('consent-withdrawn');
  });
});

describe('a proof', () => {
  test('contains the person, the wording, the IP addresses and all times, and says when Mayfly deletes the consent', async () => {
    const pending = await give({ opt_in: 'double', source: 'Startseite' });
    advance(1);
    await confirm(pending.id, { ip: confirmedFrom });
    const confirmedAt = now();
    advance(1);
    await withdraw(pending.id);
    const { status, body } = await call('GET', `${path}/${pending.id}/proof`);
    expect([status, body]).toEqual([
      200,
      {
        id: pending.id,
        type: 'newsletter',
        status: 'withdrawn',
        opt_in: 'double',
        person: 'anna@example.com',
        wording_text: 'Ja, ich will.',
        source: 'Startseite',
        given: { at: pending.created_at, ip },
        confirmed: { at: confirmedAt, ip: confirmedFrom },
        withdrawn: { at: now(), reason: null },
        kept_until: daysAfter(pending.created_at, 180),
        note: expect.stringContaining('no long-term archive'),
      },
    ]);
  });

  test('contains null for unknown facts, and identifies the person by the field that the type of consent requires', async () => {
    const sms = await give({ type: 'sms', phone: '+49 30 23125 001', ip: undefined });
    const { body } = await call('GET', `${path}/${sms.id}/proof`);
    expect(body).toMatchObject({
      person: '+49 30 23125 001',
      source: null,
      given: { ip: null },
      confirmed: { ip: null },
      withdrawn: { at: null, reason: null },
    });
  });
});

test('an impossible phone number is refused in every request, and nothing is stored', async () => {
  const sms = { type: 'sms', phone: '+49 (0) 171 3920012 9012345' };
  const single = await call('POST', path, sms);
  const batch = await call('POST', path, [{ ...sms, phone: '+49 171 3920012' }, sms]);
  const search = await call('POST', `${path}/search`, { phone: sms.phone });
  const rule = 'a phone number that is possible in its country';
  for (const [answer, pointer] of [
    [single, '/phone'],
    [batch, '/1/phone'],
    [search, '/phone'],
  ] as const)
    expect([answer.status, answer.body['errors']]).toEqual([422, [{ pointer, rule }]]);
  expect((await call('GET', path)).body.items).toEqual([]);
});

test.each(['https://push.example.org/a ', 'https://push.example.org/a\u200b'])(
  'a push endpoint is refused if it could be mistaken for another: %j',
  async (push_endpoint) => {
    const { status } = await call('POST', path, { type: 'web_push', push_endpoint });
    expect(status).toBe(422);
  },
);

test('for a caller who reads masked records, a proof contains the times, but no person, wording or IP address', async () => {
  const { id } = await give();
  const editor = await fixture.callerOf('acme', ['marketing_consents:masked']);
  const { status, body } = await editor('GET', `${path}/${id}/proof`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    type: 'newsletter',
    person: null,
    wording_text: null,
    given: { at: expect.any(String), ip: null },
    masked: ['email', 'ip', 'wording_text'],
  });
  expect(JSON.stringify(body)).not.toMatch(/anna|Ja, ich will|203\.0/);
});

test('a key confirms, withdraws or proves a consent only with the right scope and in its own tenant; a key that may only write sees only the id, the state and the times', async () => {
  const { id } = await givePending();
  const [reader, writer, other] = await Promise.all([
    fixture.callerOf('acme', ['marketing_consents:read']),
    fixture.callerOf('acme', ['marketing_consents:write']),
    fixture.callerOf('other'),
  ]);
  expect((await reader('POST', `${path}/${id}/confirm`)).status).toBe(403);
  expect((await reader('POST', `${path}/${id}/withdraw`)).status).toBe(403);
  expect((await writer('GET', `${path}/${id}/proof`)).status).toBe(403);
  for (const [method, what] of [
    ['POST', 'confirm'],
    ['POST', 'withdraw'],
    ['GET', 'proof'],
  ] as const)
    expect((await other(method, `${path}/${id}/${what}`)).body.code).toBe('record-not-found');
  const { body } = await writer('POST', `${path}/${id}/confirm`, { ip: confirmedFrom });
  expect(Object.keys(body)).toEqual(['id', 'created_at', 'expires_at', 'status', 'confirmed_at']);
});

test('no request can edit the fields of a consent', async () => {
  const { id } = await give();
  expect((await call('PATCH', `${path}/${id}`, { wording_text: 'x' })).status).toBe(405);
  expect((await call('PUT', path, newsletter)).status).toBe(405);
  const forged = { ...newsletter, opt_in: 'double', status: 'confirmed' };
  expect((await call('POST', path, forged)).status).toBe(422);
});

test('every consent that a request withdraws stores the reason of this request; a later request does not change the reason', async () => {
  const [first, second] = [await give(), await give()];
  const withdrawFor = (reason: string) => call('POST', `${path}/${second.id}/withdraw`, { reason });
  expect((await withdrawFor('because of anna@example.com')).status).toBe(422);
  expect((await withdrawFor('complaint')).body).toMatchObject({ withdrawal_reason: 'complaint' });
  await withdrawFor('other');
  for (const { id } of [first, second])
    expect((await call('GET', `${path}/${id}/proof`)).body).toMatchObject({
      withdrawn: { at: expect.any(String), reason: 'complaint' },
    });
});

describe('the consents that end soon', () => {
  const ending = async (query = '') => {
    const { body } = await call('GET', `${path}/ending${query}`);
    return [body.items?.map(({ id }) => id), body['next_cursor']] as const;
  };

  test('are listed until they expire, the earliest expiry first', async () => {
    const first = await give();
    advance(1);
    const second = await give({ type: 'reminder', email: 'otto@example.com' });
    await withdraw(second.id);
    advance(9);
    await give({ type: 'sms', email: undefined, phone: '+493023125014' });
    advance(157);
    await givePending();
    expect((await ending())[0]).toEqual([first.id, second.id]);
    const [page, cursor] = await ending('?limit=1');
    expect(page).toEqual([first.id]);
    expect(await ending(`?limit=1&cursor=${cursor}`)).toEqual([[second.id], null]);
    advance(14);
    expect((await ending())[0]).not.toContain(first.id);
  });

  test('are no longer listed with `never_exported=true` after an export of all consents', async () => {
    const consent = await give();
    advance(170);
    expect((await ending('?never_exported=true'))[0]).toEqual([consent.id]);
    const scopes = ['marketing_consents:export'];
    await (await fixture.ask('acme', scopes, `${path}/export`, {})).arrayBuffer();
    expect((await ending('?never_exported=true'))[0]).toEqual([]);
    expect((await ending())[0]).toEqual([consent.id]);
  });

  test('are listed in pages, and the list of all consents refuses the cursor of such a page', async () => {
    await give();
    await give({ type: 'reminder' });
    advance(170);
    const [, cursor] = await ending('?limit=1');
    expect(cursor).toEqual(expect.any(String));
    const elsewhere = await call('GET', `${path}?cursor=${cursor}`);
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([400, 'cursor-invalid']);
  });
});

describe('the summary', () => {
  const summary = async () => (await call('GET', `${path}/summary`)).body as unknown as Summary;
  type Summary = {
    readonly items: readonly object[];
    readonly ends_soon: { readonly count: number; readonly never_exported: number };
    readonly exported_up_to: string | null;
  };
  const neverExported = async () => (await summary()).ends_soon.never_exported;
  const exportAll = (narrowed: object = {}) =>
    fixture.ask('acme', ['marketing_consents:export'], `${path}/export`, narrowed);

  test('counts the live consents of each type by their status', async () => {
    await give();
    await give({ email: 'berta@example.com' });
    await givePending();
    await withdraw((await give({ type: 'reminder' })).id);
    const none = { pending: 0, confirmed: 0, withdrawn: 0 };
    expect((await summary()).items).toEqual([
      { ...none, type: 'newsletter', pending: 1, confirmed: 2 },
      { ...none, type: 'reminder', withdrawn: 1 },
      { ...none, type: 'profiling' },
      { ...none, type: 'web_push' },
      { ...none, type: 'sms' },
    ]);
  });

  test('counts the confirmed consents that end within 14 days, and how many of them were never exported', async () => {
    await give();
    advance(165);
    await givePending();
    expect((await summary()).ends_soon).toEqual({
      within_days: 14,
      count: 0,
      never_exported: 0,
    });
    advance(1);
    expect((await summary()).ends_soon).toEqual({
      within_days: 14,
      count: 1,
      never_exported: 1,
    });
    await (await exportAll()).arrayBuffer();
    const { ends_soon, exported_up_to } = await summary();
    expect([ends_soon.count, ends_soon.never_exported]).toEqual([1, 0]);
    expect(exported_up_to).toBe(at(fixture.fixture.clock.now - 60_000_000));
  });

  test('does not count a consent as exported after an aborted export, an export of one type, or an export that began before the creation of the consent', async () => {
    await give();
    advance(100);
    const answer = await exportAll();
    await answer.body?.cancel();
    await (await exportAll({ type: 'newsletter' })).arrayBuffer();
    advance(70);
    expect(await neverExported()).toBe(1);
    const slow = await exportAll();
    await give({ email: 'berta@example.com' });
    await slow.arrayBuffer();
    expect(await neverExported()).toBe(0);
    advance(170);
    expect(await neverExported()).toBe(1);
  });

  test('shows `exported_up_to` of the export that began last, even if an earlier export ends after it', async () => {
    await give();
    const slow = await exportAll();
    advance(2);
    await (await exportAll()).arrayBuffer();
    const { exported_up_to } = await summary();
    await slow.arrayBuffer();
    expect((await summary()).exported_up_to).toBe(exported_up_to);
  });
});
