import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { signingSecrets } from '#shared/notices/collections.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import type { Store } from '#shared/store/store.ts';
import {
  createNoticeFixture,
  hashAsRecipient,
  isSigned,
} from '#shared/sweeps/notices/testing/create-notice-fixture.ts';
import { putEndpoint, rotateSecrets } from './change-endpoints.ts';

type Fixture = Awaited<ReturnType<typeof createNoticeFixture>>;
type Secrets = Fixture['secrets'];

const create = () => createNoticeFixture((response) => response.writeHead(204).end());

/** The owner’s dependencies. The database client gets no answer to a commit, and sends it again. */
async function losingAnswers({ owner, store }: Fixture) {
  const commit: Store['commit'] = async (writes) => {
    await store.commit(writes);
    return store.commit(writes);
  };
  return { ...(await owner()), store: { ...store, commit } };
}

/** Deletes a customer, and tells which of the secrets a recipient can use for the notice. */
async function usable(
  { storeCustomer, context, run, receiver, received, clock }: Fixture,
  all: readonly Secrets[],
) {
  const known = receiver.received.length;
  const id = await storeCustomer();
  await deleteRecord(await context(), { category: customers, id });
  await run();
  const messages = receiver.received.slice(known);
  const values = received()
    .slice(known)
    .flatMap((notice) => notice.values);
  return all.map(({ signing, matching }) => {
    const hmac = hashAsRecipient(matching, 'anna@example.org');
    return [
      messages.some((message) => isSigned(signing, message, clock.now)),
      values.some((value) => value.hmac === hmac),
    ];
  });
}

const storedSecrets = ({ store }: Fixture) =>
  store.count({ collection: signingSecrets.id, tenant: 'acme', where: [], orderBy: [] });

const both = [true, true];
const none = [false, false];

describe('after new secrets with an overlap', () => {
  test('the recipient’s secrets stay valid if the request is repeated because its answer was lost', async () => {
    const fixture = await create();
    const made = [await fixture.rotate(24), await fixture.rotate(24), await fixture.rotate(24)];
    const all = [fixture.secrets, ...made.map(({ secrets = fixture.secrets }) => secrets)];
    expect(await usable(fixture, all)).toEqual([both, both, both, both]);
    fixture.clock.now += 24 * 3_600_000_000;
    expect(await usable(fixture, all)).toEqual([none, none, none, both]);
    await fixture.rotate(24);
    expect(await storedSecrets(fixture)).toBe(2);
  });

  test('at most four former secrets are valid: the newest one and the three oldest ones', async () => {
    const fixture = await create();
    const all = [fixture.secrets];
    for (let round = 0; round < 6; round += 1)
      all.push((await fixture.rotate(24)).secrets ?? fixture.secrets);
    expect(await usable(fixture, all)).toEqual([both, both, both, none, none, both, both]);
    expect(await storedSecrets(fixture)).toBe(5);
  });

  test('a later request with a shorter overlap ends all former secrets earlier, and one without an overlap ends them at once', async () => {
    const fixture = await create();
    await fixture.rotate(24);
    const { secrets: last = fixture.secrets } = await fixture.rotate(1);
    fixture.clock.now += 3_600_000_000;
    expect(await usable(fixture, [fixture.secrets, last])).toEqual([none, both]);
    await fixture.rotate(24);
    await fixture.rotate(0);
    expect(await storedSecrets(fixture)).toBe(1);
  });
});

describe('if the answer to a commit was lost', () => {
  test('new secrets are made once', async () => {
    const fixture = await create();
    const deps = await losingAnswers(fixture);
    const body = { overlap_hours: 24 };
    const { route, secrets = fixture.secrets } = await rotateSecrets(deps, deps, {
      id: 'versand',
      body,
    });
    expect(route.secrets).toHaveLength(2);
    expect(await usable(fixture, [fixture.secrets, secrets])).toEqual([both, both]);
  });

  test('a new endpoint is answered as created, with its secrets', async () => {
    const fixture = await create();
    const deps = await losingAnswers(fixture);
    const body = { recipient: 'Paketdienst', url: fixture.url, events: ['erasure'] };
    const answer = await putEndpoint(deps, deps, { id: 'zweiter', body });
    expect(answer).toMatchObject({ created: true, route: { endpoint: 'zweiter' } });
    const { secrets = fixture.secrets } = answer;
    expect(secrets).not.toEqual(fixture.secrets);
    expect(await usable(fixture, [secrets])).toEqual([both]);
    const later = await fixture.owner();
    const again = await putEndpoint(later, later, { id: 'zweiter', body });
    expect([again.created, again.secrets]).toEqual([false, undefined]);
  });
});
