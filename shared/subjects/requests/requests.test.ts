import { beforeEach, describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import {
  allTenants,
  type Store,
  type StoredDocument,
  StoreUnavailable,
  WriteConflict,
} from '#shared/store/store.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { newArchiveId } from '../archive/archive-id.ts';
import { eraseSubject } from '../erase-subject.ts';
import { cancelledErasure } from '../erasure.ts';
import { world } from '../testing/create-person-fixture.ts';
import { personRequests, requestPersons } from './collections.ts';
import { createRequest } from './create-request.ts';
import { listRequests, readRequest } from './read-requests.ts';
import { asking, createDeskFixture } from './testing/create-desk-fixture.ts';

let desk: ReturnType<typeof createDeskFixture>;

beforeEach(() => {
  desk = createDeskFixture();
  desk.setClock('2026-11-02T10:00:00Z');
});

/** All documents that are stored in these collections. */
async function stored(ids: readonly string[]): Promise<StoredDocument[]> {
  const { store } = desk.fixture;
  const all = { tenant: allTenants, where: [], orderBy: [], limit: 1_000 };
  const found = ids.map((collection) => store.query({ ...all, collection }));
  return (await Promise.all(found)).flat();
}

const code = (name: string) => expect.objectContaining({ code: name });
const refusal = { ground: 'excessive', authority: 'de_nw' };
const question = { doubt: 'unknown_address', method: 'code_to_known_address' };

describe('a received request', () => {
  test('has the current day in the tenant’s time zone as its day of receipt, if the body contains no day', async () => {
    desk.setClock('2026-11-30T22:59:59.999Z');
    expect(await desk.read(await desk.open())).toMatchObject({
      received: '2026-11-30',
      due: '2026-12-30',
    });
    desk.setClock('2026-11-30T23:00:00Z');
    expect(await desk.read(await desk.open())).toMatchObject({
      received: '2026-12-01',
      due: '2027-01-01',
    });
    const lima = createDeskFixture('America/Lima');
    lima.setClock('2026-12-01T04:59:59Z');
    expect(await lima.read(await lima.open())).toMatchObject({ received: '2026-11-30' });
  });

  test('may have an earlier day of receipt, but not a future day or a day more than 366 days ago', async () => {
    expect(await desk.read(await desk.open({ received: '2026-10-31' }))).toMatchObject({
      due: '2026-11-30',
      days_left: 28,
    });
    for (const received of ['2026-11-03', '2025-10-31', '2026-02-30', 'gestern'])
      await expect(desk.take({ received })).rejects.toEqual(code('validation-failed'));
  });

  test('shows the details of the person if the request is read alone, but never in a list', async () => {
    const id = await desk.open({ phone: '+49 30 23125 001', channel: 'whatsapp' });
    const { person } = await desk.read(id);
    expect(person).toEqual({ ...asking, phone: '+49 30 23125 001', channel: 'whatsapp' });
    const [item] = await desk.list();
    expect(item).toMatchObject({ id, kind: 'erasure', state: 'open' });
    expect(JSON.stringify(item)).not.toContain('anna');
  });

  test('is stored with no unencrypted value of the person', async () => {
    await desk.take({}, 'a-key');
    const all = await stored(collections.map(({ id }) => id));
    const text = JSON.stringify(all, (_name, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(text).not.toMatch(/anna|example\.org|löschen/i);
  });

  test('is refused if it identifies no person', async () => {
    const nobody = { kind: 'access', came_by: 'chat' };
    const asked = { body: nobody, idempotencyKey: undefined };
    await expect(createRequest(desk.ctx, asked)).rejects.toEqual(code('validation-failed'));
  });

  test('is stored once if it is sent twice with one Idempotency-Key; another body with this key is refused', async () => {
    const first = await desk.take({}, 'once');
    const again = await desk.take({}, 'once');
    expect([desk.idOf(again), again.replayed]).toEqual([desk.idOf(first), true]);
    await expect(desk.take({ kind: 'access' }, 'once')).rejects.toEqual(
      code('idempotency-mismatch'),
    );
    expect(await stored([personRequests.id])).toHaveLength(1);
  });
});

describe('a request near its due day', () => {
  test('is overdue only after the last instant of that day in the tenant’s time zone', async () => {
    const id = await desk.open({ received: '2026-10-25' }); // On that day clocks are set back by an hour.
    desk.setClock('2026-11-25T22:59:59.999Z');
    expect(await desk.read(id)).toMatchObject({ state: 'due_soon', days_left: 0 });
    expect(await desk.list({ state: 'overdue' })).toEqual([]);
    desk.setClock('2026-11-25T23:00:00Z');
    expect(await desk.read(id)).toMatchObject({ state: 'overdue', days_left: -1 });
    expect(await desk.list({ state: 'overdue' })).toHaveLength(1);
    expect(await desk.list({ state: 'due_soon' })).toEqual([]);
  });

  test('is due soon from seven days before its due day', async () => {
    const id = await desk.open({ received: '2026-11-02' });
    desk.setClock('2026-11-24T22:59:59Z');
    expect(await desk.read(id)).toMatchObject({ state: 'open', days_left: 8 });
    desk.setClock('2026-11-24T23:00:00Z');
    expect(await desk.read(id)).toMatchObject({ state: 'due_soon', days_left: 7 });
    expect((await desk.list({ state: 'due_soon' })).map((each) => each.id)).toEqual([id]);
    expect(await desk.list({ state: 'open' })).toEqual([]);
  });
});

describe('lists', () => {
  test('contain the requests that are not closed, the earliest due day first, and can be filtered by kind, due day and state', async () => {
    const late = await desk.open();
    const early = await desk.open({ received: '2026-10-20', kind: 'access' });
    const done = await desk.open({ received: '2026-10-15' });
    await desk.complete(done, { result: 'done' });
    const ids = async (filters: Parameters<typeof desk.list>[0] = {}) =>
      (await desk.list(filters)).map(({ id }) => id);
    expect(await ids()).toEqual([early, late]);
    expect(await ids({ kind: 'access' })).toEqual([early]);
    expect(await ids({ due_before: '2026-11-20' })).toEqual([]);
    expect(await ids({ due_before: '2026-11-21' })).toEqual([early]);
    expect(await ids({ state: 'completed' })).toEqual([done]);
  });

  test('contain no request of another tenant; such a request cannot be read by its id either', async () => {
    const id = await desk.open();
    const other = desk.fixture.contextOf('other', ['subjects']);
    const page = { limit: 10, cursor: undefined };
    expect((await listRequests(other, {}, page)).items).toEqual([]);
    await expect(readRequest(other, { id })).rejects.toEqual(code('record-not-found'));
  });
});

describe('an extension', () => {
  test('is possible only once, and has a letter in German and English', async () => {
    const id = await desk.open({ received: '2026-10-05' });
    const extended = await desk.extend(id, { months: 2, reasons: ['complexity'] });
    expect(extended).toMatchObject({
      due: '2027-01-05',
      extension: { months: 2, reasons: ['complexity'], told_on: '2026-11-02' },
    });
    expect(extended.letters).toEqual([
      {
        letter: 'extension',
        de: expect.objectContaining({ text: expect.stringContaining('5. Januar 2027') }),
        en: expect.objectContaining({ text: expect.stringContaining('5 January 2027') }),
      },
    ]);
    await expect(desk.extend(id, { months: 1, reasons: ['complexity'] })).rejects.toEqual(
      code('already-extended'),
    );
  });

  test('is refused from the instant at which the first month ends', async () => {
    const extension = { months: 1, reasons: ['number_of_requests'] };
    const id = await desk.open({ received: '2026-10-05' });
    desk.setClock('2026-11-05T23:00:00Z');
    await expect(desk.extend(id, extension)).rejects.toEqual(code('extension-too-late'));
    desk.setClock('2026-11-05T22:59:59.999Z');
    expect(await desk.extend(id, extension)).toMatchObject({
      due: '2026-12-05',
      in_time_until: '2026-12-07', // 5 December is a Saturday.
    });
  });

  test('is at most two months long, and must have a reason', async () => {
    const id = await desk.open();
    for (const body of [
      { months: 3, reasons: ['complexity'] },
      { months: 1, reasons: [] },
    ])
      await expect(desk.extend(id, body)).rejects.toEqual(code('validation-failed'));
  });
});

describe('a request for proof of identity', () => {
  test('suspends the deadline until its result is noted, if the desk asks within 14 days after the request was received', async () => {
    const id = await desk.open({ received: '2026-11-02' });
    desk.setClock('2026-11-16T22:00:00Z');
    const asked = await desk.identify(id, question);
    expect(asked).toMatchObject({ state: 'waiting', due: null, days_left: null });
    expect(asked.letters[0]?.de.text).toContain('keine Kopie eines Ausweises');
    expect(asked.letters[0]?.de.text).toContain('steht die Frist still');
    await expect(desk.complete(id, { result: 'done' })).rejects.toEqual(code('request-waiting'));
    await expect(desk.extend(id, { months: 1, reasons: ['complexity'] })).rejects.toEqual(
      code('request-waiting'),
    );
    desk.setClock('2027-01-15T10:00:00Z');
    expect(await desk.list({ state: 'overdue' })).toEqual([]);
    const settled = await desk.identify(id, { confirmed: true });
    expect(settled).toMatchObject({
      state: 'open',
      due: '2027-01-31', // 60 days after 2 December. This day is a Sunday.
      in_time_until: '2027-02-01',
      identity: { state: 'confirmed', suspended_days: 60 },
    });
    await expect(desk.identify(id, question)).rejects.toEqual(code('identity-settled'));
  });

  test('does not suspend the deadline if the desk asks after more than 14 days, or for the second time', async () => {
    const late = await desk.open({ received: '2026-10-18' });
    const asked = await desk.identify(late, question);
    expect(asked).toMatchObject({ state: 'open', due: '2026-11-18', identity: { state: 'asked' } });
    expect(asked.letters[0]?.en.text).not.toContain('is suspended');
    const id = await desk.open({ received: '2026-11-02' });
    await desk.identify(id, question);
    desk.setClock('2026-11-05T10:00:00Z');
    await desk.identify(id, { confirmed: false });
    expect(await desk.identify(id, question)).toMatchObject({ state: 'open', due: '2026-12-05' });
  });

  test('can get another method before the person answers; the deadline stays suspended', async () => {
    const id = await desk.open();
    await desk.identify(id, question);
    desk.setClock('2026-11-04T10:00:00Z');
    await desk.identify(id, { ...question, method: 'known_details' });
    desk.setClock('2026-11-09T10:00:00Z');
    expect(await desk.identify(id, { confirmed: true })).toMatchObject({
      identity: { method: 'known_details', suspended_days: 7 },
    });
  });

  test('cannot ask for a copy of an identity card; before the desk has asked, neither a result nor a refusal for lack of proof is accepted', async () => {
    const id = await desk.open();
    await expect(desk.identify(id, { ...question, method: 'identity_card_copy' })).rejects.toEqual(
      code('validation-failed'),
    );
    await expect(desk.identify(id, { confirmed: true })).rejects.toEqual(
      code('identity-not-asked'),
    );
    await expect(desk.refuse(id, { ...refusal, ground: 'identity_not_shown' })).rejects.toEqual(
      code('identity-not-asked'),
    );
  });
});

describe('a closed request', () => {
  test('that was refused has a letter with the ground and the person’s remedies; the refusal is in time only within the first month', async () => {
    const id = await desk.open({ received: '2026-10-05' });
    await desk.extend(id, { months: 2, reasons: ['complexity'] });
    desk.setClock('2026-11-05T22:59:59.999Z');
    const refused = await desk.refuse(id, refusal);
    expect(refused).toMatchObject({
      state: 'refused',
      closed: { on: '2026-11-05', in_time: true, ground: 'excessive', authority: 'de_nw' },
    });
    const letter = refused.letters.find((each) => each.letter === 'refusal');
    for (const part of ['exzessiv', 'Nordrhein-Westfalen', 'Art. 77', 'Art. 79', '§ 44 BDSG'])
      expect(letter?.de.text).toContain(part);
    const late = await desk.open({ received: '2026-10-05' });
    await desk.extend(late, { months: 2, reasons: ['complexity'] });
    desk.setClock('2026-11-05T23:00:00Z');
    expect(await desk.refuse(late, refusal)).toMatchObject({ closed: { in_time: false } });
  });

  test('contains no details of the person, and is kept with dates and proof for three full calendar years after the year in which it was closed', async () => {
    const id = await desk.open();
    desk.setClock('2027-01-04T10:00:00Z');
    const archiveId = await newArchiveId(desk.ctx);
    const unknown = { result: 'nothing_stored', archive_id: 'archive-1' };
    await expect(desk.complete(id, unknown)).rejects.toMatchObject({ code: 'validation-failed' });
    const closed = await desk.complete(id, { result: 'nothing_stored', archive_id: archiveId });
    expect(closed).toMatchObject({
      person: null,
      state: 'completed',
      expires_at: '2030-12-31T23:00:00.000Z',
      closed: { in_time: false, result: 'nothing_stored', archive_id: archiveId },
    });
    expect(await stored([requestPersons.id])).toEqual([]);
    desk.setClock('2030-12-31T22:59:59.999Z');
    expect(await desk.read(id)).toMatchObject({ received: '2026-11-02' });
    desk.setClock('2030-12-31T23:00:00Z');
    await expect(desk.read(id)).rejects.toEqual(code('record-not-found'));
  });

  test('refuses every further step', async () => {
    const id = await desk.open();
    await desk.complete(id, { result: 'done' });
    for (const step of [
      () => desk.complete(id, { result: 'done' }),
      () => desk.refuse(id, refusal),
      () => desk.extend(id, { months: 1, reasons: ['complexity'] }),
      () => desk.identify(id, question),
    ])
      await expect(step()).rejects.toEqual(code('request-closed'));
  });

  test('cannot refer to an unknown erasure', async () => {
    const id = await desk.open();
    const unknown = { result: 'done', erasure_id: 'f'.repeat(32) };
    await expect(desk.complete(id, unknown)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/erasure_id' }],
    });
  });
});

test('if the person is erased, their request stays open with its due day, but without the person’s details', async () => {
  const id = await desk.open();
  const other = await desk.open({ email: 'bernd@example.org' });
  const body = { scope: { subject: { email: asking.email } }, confirm: true };
  const { erasure } = await eraseSubject(desk.ctx, world, { body, idempotencyKey: undefined });
  expect(await desk.read(id)).toMatchObject({ state: 'open', due: '2026-12-02', person: null });
  expect((await desk.read(other)).person).toMatchObject({ email: 'bernd@example.org' });
  const proof = { result: 'done', erasure_id: erasure.ref.id };
  const closed = await desk.complete(id, proof);
  expect(closed).toMatchObject({ state: 'completed', closed: { erasure_id: erasure.ref.id } });
  expect(closed.letters[0]?.en.text).toContain(erasure.ref.id);
});

test('a cancelled or running erasure is refused as proof for a request; a complete erasure is accepted', async () => {
  const id = await desk.open();
  const body = { scope: { subject: { email: asking.email } }, confirm: true };
  const { erasure } = await eraseSubject(desk.ctx, world, { body, idempotencyKey: undefined });
  const { ref, data } = erasure;
  const proof = { result: 'done', erasure_id: ref.id };
  const { completed_at: _at, ...kept } = data;
  const running = { ...kept, pending: true };
  for (const state of [running, cancelledErasure(running, desk.ctx.now())]) {
    await desk.fixture.store.commit([{ kind: 'put', ref, data: state }]);
    await expect(desk.complete(id, proof)).rejects.toMatchObject({
      errors: [{ pointer: '/erasure_id', rule: 'the id of an erasure that is complete' }],
    });
  }
  await desk.fixture.store.commit([{ kind: 'put', ref, data }]);
  expect(await desk.complete(id, proof)).toMatchObject({ state: 'completed' });
});

test.each(['Europe/Berlin', 'America/Lima', 'Pacific/Kiritimati'])(
  'an erasure of the year before is kept at least as long as a request that is closed now; an older erasure is refused as proof (%s)',
  async (timeZone) => {
    const local = createDeskFixture(timeZone);
    const eraseAt = async (at: string) => {
      local.setClock(at);
      const body = { scope: { subject: { email: asking.email } }, confirm: true };
      return (await eraseSubject(local.ctx, world, { body, idempotencyKey: undefined })).erasure;
    };
    const old = await eraseAt('2025-12-30T12:00:00Z');
    const erasure = await eraseAt('2026-12-31T12:00:00Z');
    local.setClock('2027-12-31T12:00:00Z');
    const id = await local.open();
    const tooOld = { result: 'done', erasure_id: old.ref.id };
    await expect(local.complete(id, tooOld)).rejects.toMatchObject({
      errors: [{ pointer: '/erasure_id', rule: expect.stringContaining('the year before') }],
    });
    const closed = await local.complete(id, { result: 'done', erasure_id: erasure.ref.id });
    const keptUntil = Number(erasure.data['expires_at']);
    expect(keptUntil).toBeGreaterThanOrEqual(Date.parse(closed.expires_at) * 1_000);
  },
);

describe('two people who change the same request', () => {
  test('with If-Match: the second change is refused with `precondition-failed`', async () => {
    const id = await desk.open();
    const ifMatch = [await desk.tagOf(id)];
    await desk.extend(id, { months: 1, reasons: ['complexity'] }, { ifMatch });
    await expect(desk.refuse(id, refusal, { ifMatch })).rejects.toEqual(
      code('precondition-failed'),
    );
    await desk.refuse(id, refusal, { ifMatch: [await desk.tagOf(id)] });
  });

  test('without If-Match: one of them closes the request, and the other is refused with `request-closed`', async () => {
    const id = await desk.open();
    const both = await Promise.allSettled([
      desk.refuse(id, refusal),
      desk.complete(id, { result: 'done' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'request-closed' },
    });
  });
});

/**
 * A store whose first commit writes the documents, but then throws `error`, as if the answer were
 * lost. Later commits work normally.
 */
function losingAnswer(store: Store, error: () => Error): Store {
  let isLost = false;
  return {
    ...store,
    async commit(writes) {
      const versions = await store.commit(writes);
      if (isLost) return versions;
      isLost = true;
      throw error();
    },
  };
}

describe('a write whose answer was lost', () => {
  test('is recognised when the verb repeats the commit', async () => {
    const lossy = () =>
      onStore(
        desk.ctx,
        losingAnswer(desk.fixture.store, () => new WriteConflict('own')),
      );
    const id = desk.idOf(await desk.take({}, undefined, lossy()));
    await desk.extend(id, { months: 1, reasons: ['complexity'] }, {}, lossy());
    expect(await desk.complete(id, { result: 'done' }, {}, lossy())).toMatchObject({
      state: 'completed',
    });
    expect(await stored([personRequests.id])).toHaveLength(1);
  });

  test('is answered with success if the caller sends the request again with the same Idempotency-Key', async () => {
    const id = await desk.open();
    const ifMatch = [await desk.tagOf(id)];
    const lost = onStore(
      desk.ctx,
      losingAnswer(desk.fixture.store, () => new StoreUnavailable('')),
    );
    const more = { idempotencyKey: 'k', ifMatch };
    await expect(desk.refuse(id, refusal, more, lost)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await desk.refuse(id, refusal, more)).toMatchObject({ state: 'refused' });
  });
});

test('if a process is killed while it closes a request, the request is either open with its person’s details, or closed without them', async () => {
  for (const [fatal, landed] of [
    [0, 'all'],
    [1, 'none'],
    [1, 'all'],
  ] as const) {
    const id = await desk.open();
    const killed = createKilledStore(desk.fixture.store, fatal, landed);
    const dying = desk.complete(id, { result: 'done' }, {}, onStore(desk.ctx, killed.store));
    await Promise.race([dying, killed.killed]);
    const { state, person } = await desk.read(id);
    expect([state, person === null]).toEqual(
      fatal === 1 && landed === 'all' ? ['completed', true] : ['open', false],
    );
  }
});

test.each([
  ['2026-01-02', '2026-02-02T10:00:00Z'],
  ['2026-12-31', '2027-01-02T10:00:00Z'],
])(
  'an open request and the details of its person are kept until the end of the fourth year after the year of receipt: received on %s',
  async (received, now) => {
    desk.setClock(now);
    const id = await desk.open({ received });
    const expiries = async () =>
      (await stored([personRequests.id, requestPersons.id])).map(({ data }) =>
        formatInstant(Number(data['expires_at'])),
      );
    const end = '2030-12-31T23:00:00.000Z';
    expect(await expiries()).toEqual([end, end]);
    await desk.extend(id, { months: 2, reasons: ['complexity'] });
    expect(await expiries()).toEqual([end, end]);
  },
);

test('the data key of a person’s details never expires before the details, and at most a day and an hour after them', async () => {
  await desk.open();
  const [person] = await stored([requestPersons.id]);
  expect(formatInstant(Number(person?.data['expires_at']))).toBe('2030-12-31T23:00:00.000Z');
  const keys = await stored(['data_keys']);
  const key = keys.find(({ data }) => data['category'] === 'requests');
  const later = Number(key?.data['expires_at']) - Number(person?.data['expires_at']);
  expect(later).toBeGreaterThanOrEqual(0);
  expect(later).toBeLessThanOrEqual(microsPerDay + 3_600_000_000);
});

test('only callers with the right to handle requests can see or change a request', async () => {
  const id = await desk.open();
  const ctx = desk.fixture.contextOf('acme', ['customers:read', 'tenant']);
  const refused = [
    desk.take({}, undefined, ctx),
    readRequest(ctx, { id }),
    desk.refuse(id, refusal, {}, ctx),
    desk.extend(id, {}, {}, ctx),
    desk.identify(id, {}, {}, ctx),
    desk.complete(id, {}, {}, ctx),
  ];
  for (const each of refused) await expect(each).rejects.toEqual(code('scope-missing'));
  await expect(
    (async () => listRequests(ctx, {}, { limit: 1, cursor: undefined }))(),
  ).rejects.toEqual(code('scope-missing'));
});
