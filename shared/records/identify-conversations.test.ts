import { describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { identifyConversation } from '#shared/domains/conversations/identify-conversation.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { createRecords } from './create-records.ts';
import { createTestFixture, type TestContext } from './testing/create-test-context.ts';

const external = '19:+49 221 4710 815/Käthe@thread.v2';
const body = { conversation_external_id: external };
const message = { ...body, author: 'customer', text: 'Grüß Gott' };

const identify = async (ctx: TestContext) =>
  (await identifyConversation(ctx, { body })).conversation_id;

const write = async (ctx: TestContext) => {
  const idempotencyKey = 'sent-again';
  const { records } = await createRecords(ctx, {
    category: chatMessages,
    body: message,
    idempotencyKey,
  });
  return records[0]?.fields['conversation_id'];
};

/** How many writes the first request of a tenant makes. */
async function countWrites(request: (ctx: TestContext) => Promise<unknown>): Promise<number> {
  const { store, otherProcess } = createTestFixture();
  const counting = createKilledStore(store, Number.POSITIVE_INFINITY);
  await request(otherProcess('acme', counting.store));
  return counting.writes();
}

describe('a tenant’s first request with a `conversation_external_id`', () => {
  test('writes only the secrets if it asks for the id; if it stores a record, it also writes the data key and the record', async () => {
    expect([await countWrites(identify), await countWrites(write)]).toEqual([1, 3]);
  });

  test.each(['none', 'all'] as const)(
    'may be killed during any write, with %s of the write stored: all later requests get the same id, and two repetitions together store only one record',
    async (landed) => {
      for (const [request, writes] of [
        [identify, 1],
        [write, 3],
      ] as const)
        for (let fatal = 0; fatal < writes; fatal += 1) {
          const { store, otherProcess } = createTestFixture();
          const killed = createKilledStore(store, fatal, landed);
          const first = request(otherProcess('acme', killed.store));
          expect(await Promise.race([killed.killed, first])).toBe('killed');
          const id = await identify(otherProcess('acme'));
          expect(await identify(otherProcess('acme'))).toBe(id);
          expect([await write(otherProcess('acme')), await write(otherProcess('acme'))]).toEqual([
            id,
            id,
          ]);
          const all = { collection: chatMessages.id, tenant: 'acme', where: [], orderBy: [] };
          const found = await store.query({ ...all, limit: 9 });
          expect(found.map(({ data }) => data['conversation_id'])).toEqual([id]);
        }
    },
  );

  test('may run at the same time as other first requests: all of them get the same id', async () => {
    const { otherProcess } = createTestFixture();
    const ids = await Promise.all(
      Array.from({ length: 8 }, (_, at) => (at % 2 ? identify : write)(otherProcess('acme'))),
    );
    expect(new Set(ids).size).toBe(1);
  });
});
