import { beforeEach, describe, expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { deviceTokens } from '#shared/transfer/tokens/collections.ts';
import { askWhile } from './testing/ask-while.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';
import type { DeclaredRoute } from './testing/list-declared.ts';
import { listWriting } from './testing/list-writing.ts';

const writing = listWriting();

const isForKeys = ({ declaration: { admission } }: DeclaredRoute) => Array.isArray(admission.who);
const personOf = ({ declaration: { admission } }: DeclaredRoute) =>
  admission.who === 'operator' ? 'betrieb' : 'owner';

let fixture: PeopleFixture;

beforeEach(async () => {
  fixture = await createPeopleFixture();
});

const later = () => void (fixture.clock.now += 5 * microsPerSecond);

/**
 * Each function creates a credential of one kind. `end` revokes the key, ends the person's session,
 * or deletes the token. Then `end` moves the clock 5 s ahead.
 */
const credentials = {
  key: async () => {
    const key = await fixture.newKey();
    return {
      credential: key,
      end: async () => {
        const ref = { tenant: 'blumen', collection: 'api_keys', id: hashApiKey(key) };
        await fixture.store.commit([
          { kind: 'update', ref, data: { revoked_at: fixture.clock.now } },
        ]);
        later();
      },
    };
  },
  person: async (each: DeclaredRoute) => {
    const who = personOf(each);
    return {
      credential: `as-${who}`,
      end: async () => {
        fixture.endSession(who);
        later();
      },
    };
  },
  'device token': async () => ({
    // `askWhile` creates the device token itself.
    credential: '',
    end: async () => {
      const query = { collection: deviceTokens.id, tenant: 'blumen', where: [], orderBy: [] };
      for (const { ref, version } of await fixture.store.query({ ...query, limit: 9 }))
        await fixture.store.commit([{ kind: 'delete', ref, version }]);
      later();
    },
  }),
};

const isForDevices = ({ declaration: { admission } }: DeclaredRoute) => admission.who === 'device';
const isFor = {
  key: isForKeys,
  person: (each: DeclaredRoute) => !isForDevices(each),
  'device token': isForDevices,
};

test('the tests of this file cover more than forty routes', () => {
  expect(writing.length).toBeGreaterThan(40);
});

describe.each(['key', 'person', 'device token'] as const)('if the access of a %s ends', (kind) => {
  const routes = writing.filter(isFor[kind]);
  const withBody = routes.filter(({ declaration: { body } }) => body.mediaType !== 'none');

  test.each(withBody)(
    'while the body of a request arrives, the request writes nothing: $route',
    async (each) => {
      const { credential, end } = await credentials[kind](each);
      const { status, written } = await askWhile(fixture, credential, each, 'body', end);
      expect([status, written]).toEqual([401, []]);
    },
  );

  test.each(routes)(
    'between a conflict and the next attempt to commit, the request writes nothing: $route',
    async (each) => {
      const { credential, end } = await credentials[kind](each);
      const asked = await askWhile(fixture, credential, each, 'commit', end);
      expect(asked).toMatchObject({ status: 401, attempts: 1, written: [] });
    },
  );
});
