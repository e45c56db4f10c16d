import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import type { Answer } from '#shared/outbound/testing/start-receiver.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import type { Store } from '#shared/store/store.ts';
import { deleteEndpoint } from '#shared/tenants/notices/change-endpoints.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from '../purge/run-purge.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import {
  createNoticeFixture,
  hashAsRecipient,
  isSigned,
  sendHere,
} from './testing/create-notice-fixture.ts';
import { tryEndpoint, tryNotice } from './try-notice.ts';

const ok: Answer = (response) => response.writeHead(204).end();
const minute = 60 * microsPerSecond;

/** Creates a fixture with one waiting notice about the correction of a customer. */
async function corrected(answer: Answer = ok) {
  const fixture = await createNoticeFixture(answer);
  const id = await fixture.storeCustomer();
  const body = { values: { ort: 'Köln' } };
  await correctRecord(await fixture.context(), { category: customers, id, body });
  return { ...fixture, id };
}

describe('a correction', () => {
  test('sends one signed notice with the id of the record and a hash that the recipient recognises', async () => {
    const { run, received, receiver, secrets, clock, id, values, notices } = await corrected();
    expect(await run()).toMatchObject({ complete: true, failed: 0, taken: 1, waiting: 0 });
    expect(await run()).toMatchObject({ taken: 0 });
    const [told, ...others] = received();
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      event: 'correction',
      category: 'customers',
      records: [id],
      corrected: ['values'],
    });
    const hmac = hashAsRecipient(secrets.matching, 'anna@example.org');
    expect(told?.values).toMatchObject([{ field: 'email', hmac }]);
    const [message] = receiver.received;
    if (message === undefined) throw new Error('no message came');
    expect(message.headers['webhook-id']).toBe(told?.id);
    expect(isSigned(secrets.signing, message, clock.now)).toBe(true);
    expect(isSigned(secrets.signing, { ...message, body: `${message.body} ` }, clock.now)).toBe(
      false,
    );
    expect(isSigned(secrets.signing, message, clock.now + 301 * microsPerSecond)).toBe(false);
    expect(await values()).toEqual([]);
    expect((await notices()).map(({ data }) => data['state'])).toEqual(['taken']);
  });

  test('stores no value and no hash unencrypted, and sends no value', async () => {
    const { secrets, receiver, dump, run } = await corrected();
    const hmac = hashAsRecipient(secrets.matching, 'anna@example.org');
    const before = JSON.stringify(await dump(), (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const secret of [
      'anna@example.org',
      'Köln',
      hmac,
      secrets.matching,
      secrets.signing,
      'Paketdienst',
    ])
      expect(before).not.toContain(secret);
    await run();
    const [message] = receiver.received;
    expect(`${message?.path} ${message?.body} ${JSON.stringify(message?.headers)}`).not.toMatch(
      /anna|Köln/,
    );
  });

  test('writes no notice if it changes no value, or if no endpoint gets notices about corrections of the category', async () => {
    const { storeCustomer, context, notices, put, url } = await createNoticeFixture(ok);
    const id = await storeCustomer();
    await correctRecord(await context(), {
      category: customers,
      id,
      body: { values: { ort: 'Bonn' } },
    });
    await put('versand', { recipient: 'Paketdienst', url, events: ['erasure'] });
    await correctRecord(await context(), {
      category: customers,
      id,
      body: { values: { ort: 'Köln' } },
    });
    const other = {
      recipient: 'Paketdienst',
      url,
      events: ['correction'],
      categories: ['runtime_log'],
    };
    await put('versand', other);
    await correctRecord(await context(), {
      category: customers,
      id,
      body: { values: { ort: 'Trier' } },
    });
    expect(await notices()).toEqual([]);
  });
});

describe('a notice that a recipient does not accept', () => {
  test.each([301, 400, 404, 410, 429, 500, 503])(
    'is sent again with the same id and text, after growing pauses, if the answer is %i',
    async (status) => {
      const { run, clock, receiver, notices } = await corrected((response) =>
        response.writeHead(status).end('nein, anna'),
      );
      expect(await run()).toMatchObject({ failed: 0, taken: 0, waiting: 1 });
      expect(await run()).toMatchObject({ waiting: 0 });
      const pauses = [];
      for (let tried = 1; tried < 4; tried += 1) {
        const dueAt = Number((await notices())[0]?.data['due_at']);
        pauses.push((dueAt - clock.now) / minute);
        clock.now = dueAt;
        await run();
      }
      expect(pauses).toEqual([1, 2, 4]);
      expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect((await notices())[0]?.data).toMatchObject({
        state: 'waiting',
        attempts: 4,
        failure: `http-${status}`,
      });
    },
  );

  test('keeps waiting if no answer comes before the deadline of the attempt', async () => {
    const { run, notices } = await corrected(() => {});
    const slow: SendOutbound = (request) => sendHere({ ...request, deadlineMs: 100 });
    await run(undefined, slow);
    expect((await notices())[0]?.data).toMatchObject({ state: 'waiting', failure: 'timed-out' });
  });

  test('is given up after three days: an alarm is raised, and its hashes are deleted', async () => {
    const { run, clock, notices, values, givenUp, receiver } = await corrected((response) =>
      response.writeHead(500).end(),
    );
    const [{ ref } = { ref: { id: '' } }] = await notices();
    const begun = clock.now;
    while (clock.now < begun + 3 * microsPerDay) {
      await run();
      clock.now = Number((await notices())[0]?.data['due_at']);
    }
    expect(givenUp).toEqual([]);
    const attempts = receiver.received.length;
    expect(attempts).toBeGreaterThan(12);
    expect(attempts).toBeLessThan(30);
    expect(await run()).toMatchObject({ given_up: 1 });
    expect(givenUp).toEqual([
      { tenant: 'acme', endpoint: 'versand', event: 'correction', notice: ref.id },
    ]);
    expect(await values()).toEqual([]);
    expect((await notices())[0]?.data).toMatchObject({ state: 'given_up', failure: 'http-500' });
    expect(receiver.received).toHaveLength(attempts);
  });

  test('contains its hashes also in the last attempt, even if this attempt takes 20 s', async () => {
    const { run, clock, store, notices, received } = await corrected((response) =>
      response.writeHead(500).end(),
    );
    await run();
    clock.now = Number((await notices())[0]?.data['until']) - 1;
    const commit: Store['commit'] = async (writes) => {
      clock.now += 20 * microsPerSecond;
      return store.commit(writes);
    };
    await run({ ...store, commit });
    expect(received().map((each) => each.values.length)).toEqual([1, 1]);
    expect((await notices())[0]?.data['state']).toBe('given_up');
  });

  test('loses its hashes after three days, because the purge deletes them, even if no run has tried to deliver the notice', async () => {
    const { clock, values, run, received, notices, context, store } = await corrected();
    clock.now += 3 * microsPerDay;
    await runPurge({
      ...(await context()),
      store,
      collections,
      shards: 4,
      monotonic: () => 0,
      budgetSeconds: 60,
      onFailure: (error: unknown) => {
        throw error;
      },
    });
    expect(await values()).toEqual([]);
    await run();
    expect(received()).toEqual([]);
    expect((await notices())[0]?.data['state']).toBe('given_up');
  });

  test('does not delay notices to other endpoints, because a run soon stops sending to a failing endpoint', async () => {
    const { run, put, url, storeCustomer, context, receiver } = await createNoticeFixture(
      (response, { path }) => response.writeHead(path === '/broken' ? 500 : 204).end(),
    );
    const broken = {
      recipient: 'Paketdienst',
      url: url.replace('/mayfly', '/broken'),
      events: ['correction'],
    };
    await put('broken', broken);
    const id = await storeCustomer();
    for (const ort of [
      'Köln',
      'Trier',
      'Ulm',
      'Jena',
      'Hof',
      'Gera',
      'Suhl',
      'Rees',
      'Marl',
      'Soest',
      'Unna',
      'Hamm',
    ])
      await correctRecord(await context(), { category: customers, id, body: { values: { ort } } });
    expect(await run()).toMatchObject({ taken: 12, waiting: 12 });
    const failed = receiver.received.filter(({ path }) => path === '/broken');
    expect(failed.length).toBeLessThan(12);
  });
});

describe('a run', () => {
  test.each([
    [0, 'none'],
    [0, 'all'],
    [1, 'none'],
    [1, 'all'],
  ] as const)(
    'delivers the notice with the same id if it is killed at its write %i and then runs again; the killed write stores: %s',
    async (fatal, landed) => {
      const { run, store, clock, receiver, notices, values } = await corrected();
      const killed = createKilledStore(store, fatal, landed);
      expect(await Promise.race([killed.killed, run(killed.store)])).toBe('killed');
      clock.now += 2 * minute;
      expect(await run()).toMatchObject({ failed: 0 });
      expect((await notices()).map(({ data }) => data['state'])).toEqual(['taken']);
      expect(await values()).toEqual([]);
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect(new Set(ids).size).toBe(1);
      expect(ids).toHaveLength(fatal === 1 && landed === 'none' ? 2 : 1);
    },
  );

  test('sends each notice once, even if other runs work at the same time', async () => {
    const { run, receiver, failures } = await corrected();
    const reports = await Promise.all([run(), run(), run()]);
    expect(reports.reduce((sum, { taken }) => sum + taken, 0)).toBe(1);
    expect(receiver.received).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  test('sends nothing before the due time if the clock was set back, and gives up the notice if the clock was set far ahead', async () => {
    const { run, clock, receiver, notices } = await corrected((response) =>
      response.writeHead(500).end(),
    );
    const start = clock.now;
    await run();
    clock.now = start - microsPerDay;
    expect(await run()).toMatchObject({ taken: 0, waiting: 0, given_up: 0 });
    clock.now = start + 400 * microsPerDay;
    expect(await run()).toMatchObject({ given_up: 1 });
    expect(receiver.received).toHaveLength(1);
    expect((await notices())[0]?.data['state']).toBe('given_up');
  });

  test('sends nothing to an endpoint that an owner has removed', async () => {
    const { run, receiver, owner, givenUp } = await corrected();
    const deps = await owner();
    await deleteEndpoint(deps, deps, { id: 'versand' });
    expect(await run()).toMatchObject({ given_up: 1 });
    expect(receiver.received).toEqual([]);
    expect(givenUp).toHaveLength(1);
  });
});

describe('new secrets', () => {
  test('are used together with the earlier secrets until the overlap ends', async () => {
    const { run, rotate, secrets, clock, receiver, received, storeCustomer, context } =
      await createNoticeFixture(ok);
    const id = await storeCustomer();
    const correct = async (ort: string) => {
      await correctRecord(await context(), { category: customers, id, body: { values: { ort } } });
      await run();
      const message = receiver.received.at(-1);
      if (message === undefined) throw new Error('no message came');
      return {
        message,
        hashes: received()
          .at(-1)
          ?.values.map(({ hmac }) => hmac),
      };
    };
    const { secrets: next = secrets } = await rotate(24);
    const hashOf = ({ matching }: typeof secrets) => hashAsRecipient(matching, 'anna@example.org');
    const during = await correct('Köln');
    expect(isSigned(secrets.signing, during.message, clock.now)).toBe(true);
    expect(isSigned(next.signing, during.message, clock.now)).toBe(true);
    expect(during.hashes).toEqual([hashOf(next), hashOf(secrets)]);
    clock.now += microsPerDay;
    const after = await correct('Trier');
    expect(isSigned(secrets.signing, after.message, clock.now)).toBe(false);
    expect(isSigned(next.signing, after.message, clock.now)).toBe(true);
    expect(after.hashes).toEqual([hashOf(next)]);
  });
});

describe('an owner', () => {
  test('can send one notice again at once, and sees the result', async () => {
    let status = 500;
    const { run, context, notices } = await corrected((response) =>
      response.writeHead(status).end(),
    );
    await run();
    const [{ ref } = { ref: { id: '' } }] = await notices();
    status = 200;
    const tried = await tryNotice({ send: sendHere }, await context(), { id: ref.id });
    expect(tried.data).toMatchObject({ state: 'taken', attempts: 2 });
    expect(await run()).toMatchObject({ taken: 0 });
  });

  test('can send a test message to an endpoint, and no notice is stored', async () => {
    const { context, receiver, secrets, clock, notices } = await createNoticeFixture(ok);
    const tested = await tryEndpoint({ send: sendHere }, await context(), { id: 'versand' });
    expect(tested).toMatchObject({ taken: true, status: 204, failure: null });
    const [message] = receiver.received;
    expect(message && isSigned(secrets.signing, message, clock.now)).toBe(true);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ event: 'test', records: [] });
    expect(await notices()).toEqual([]);
    const unknown = tryEndpoint({ send: sendHere }, await context(), { id: 'nobody' });
    await expect(unknown).rejects.toMatchObject({ code: 'record-not-found' });
  });
});
