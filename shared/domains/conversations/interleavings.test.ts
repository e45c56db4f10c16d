import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { createInstantSequence } from '#shared/base/time/clock.ts';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { scheduleStore } from '#shared/records/testing/schedule-store.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import { deleteConversation } from './delete-conversation.ts';
import { deleteMessage } from './delete-message.ts';
import { createHeadWriter } from './head-writer.ts';
import { listConversations } from './list-conversations.ts';
import { readConversation } from './read-conversation.ts';
import { messageRestriction } from './restrict-message.ts';
import { setSubject, subjectRefs } from './set-subject.ts';
import { message } from './testing/create-talk.ts';

const conversations = ['c1', 'c2'] as const;
const conversation = fc.constantFrom(...conversations);
/** One of two processes, whose clocks differ. */
const process = fc.constantFrom(0, 1);

type Step =
  | { readonly kind: 'append'; readonly to: readonly string[]; readonly by: number }
  | {
      readonly kind: 'delete' | 'restrict' | 'lift';
      readonly pick: number;
      readonly by: number;
    }
  | { readonly kind: 'deleteConversation'; readonly of: string; readonly by: number }
  | { readonly kind: 'advance'; readonly micros: number };

const append = fc.record({
  kind: fc.constant('append' as const),
  to: fc.array(conversation, { minLength: 1, maxLength: 4 }),
  by: process,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: append, weight: 4 },
  {
    arbitrary: fc.record({ kind: fc.constant('delete' as const), pick: fc.nat(), by: process }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      kind: fc.constantFrom('restrict' as const, 'lift' as const),
      // Only the first messages are picked. So a restriction is often lifted again.
      pick: fc.nat(3),
      by: process,
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('deleteConversation' as const),
      of: conversation,
      by: process,
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      // After two pauses of three to four days, some messages of a conversation have expired and
      // others have not.
      micros: fc.oneof(
        fc.nat(2 * microsPerSecond),
        fc.nat(5 * microsPerDay),
        fc.integer({ min: 3 * microsPerDay, max: 4 * microsPerDay }),
      ),
    }),
    weight: 3,
  },
);
/** Several rounds. The steps of a round happen at the same time. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 8,
});

const mayRestrict = (ctx: Context): Context => ({
  ...ctx,
  scopes: new Set([...ctx.scopes, 'restriction']),
});

function createWorld(scheduler: fc.Scheduler) {
  const fixture = createTestFixture();
  const stored: ClearRecord[] = [];
  const lifted = new Set<string>();
  const processes = [0, 3 * microsPerSecond].map((behind) => {
    const now = () => fixture.clock.now - behind;
    const ctx: Context = {
      ...mayRestrict(fixture.otherProcess('acme')),
      now,
      nextInstants: createInstantSequence(now),
      store: scheduleStore(scheduler, fixture.store),
    };
    return { ctx, writer: createHeadWriter() };
  });

  async function carryOut(each: Step): Promise<void> {
    if (each.kind === 'advance') {
      await scheduler.schedule(Promise.resolve(), 'advance');
      fixture.clock.now += each.micros;
      return;
    }
    const { ctx, writer } = processes[each.by] ?? {};
    if (ctx === undefined || writer === undefined) return;
    if (each.kind === 'append') {
      const body = each.to.map((to, index) => message(to, `${stored.length}.${index}`));
      const input = { category: chatMessages, body, companions: writer(ctx) };
      const { records } = await createRecords(ctx, input);
      stored.push(...records);
    } else if (each.kind === 'deleteConversation')
      await deleteConversation(ctx, { conversationId: each.of });
    else {
      const picked = stored[each.pick % Math.max(1, stored.length)];
      if (picked !== undefined) await change(ctx, each.kind, picked);
    }
  }

  async function change(ctx: Context, kind: 'delete' | 'restrict' | 'lift', { id }: ClearRecord) {
    if (kind === 'delete') return deleteMessage(ctx, { id });
    const input = { category: chatMessages, id, own: messageRestriction };
    if (kind === 'restrict')
      return restrictRecord(ctx, { ...input, body: { ground: 'needed_for_claims' } });
    lifted.add(id);
    const toldOn = formatInstant(fixture.clock.now).slice(0, 10);
    return liftRestriction(ctx, { ...input, toldOn });
  }

  return { fixture, stored, lifted, carryOut };
}

/**
 * True for an error that a caller may get: the record is already deleted, or too many requests
 * change the record at the same time.
 */
const isToldToCaller = (error: unknown) =>
  error instanceof Problem && ['record-not-found', 'contention'].includes(error.code);

async function checkHeads({ fixture }: ReturnType<typeof createWorld>): Promise<void> {
  const ctx = fixture.contextOf('acme');
  const { items: heads } = await listConversations(ctx, { page: { limit: 50 } });
  for (const id of conversations) {
    const page = { limit: 200 };
    const { items: live } = await readConversation(ctx, { conversationId: id, page });
    const head = heads.find((each) => each.id === id);
    const last = live.at(-1);
    if (last === undefined) {
      expect(head).toBeUndefined();
      continue;
    }
    expect(head).toMatchObject({
      last_at: formatInstant(last.createdAt),
      expires_at: formatInstant(last.expiresAt),
      last_message: { id: last.id, preview: last.fields['text'] },
    });
    expect(head).toMatchObject({
      messages: live.length,
      first_at: formatInstant(live[0]?.createdAt ?? 0),
    });
  }
}

async function setSubjects({ fixture }: ReturnType<typeof createWorld>): Promise<void> {
  const ctx = fixture.contextOf('acme');
  for (const conversationId of conversations)
    await setSubject(ctx, { conversationId, body: { external_id: conversationId } });
}

/** A subject leads to every message that was stored before and is now restricted. */
async function checkSubjects(
  { fixture: { store, clock } }: ReturnType<typeof createWorld>,
  before: readonly ClearRecord[],
): Promise<void> {
  for (const { id, fields, expiresAt } of before) {
    const ref = { tenant: 'acme', collection: restrictedId(chatMessages.id), id };
    if (expiresAt <= clock.now || (await store.get(ref)) === undefined) continue;
    const subjects = await store.getAll(subjectRefs('acme', String(fields['conversation_id'])));
    expect(subjects.some((each) => each !== undefined)).toBe(true);
  }
}

test('for every order of appends, deletions, restrictions and expiries, a head describes exactly the live messages, and a subject leads to each restricted message', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, played) => {
      const world = createWorld(scheduler);
      for (const round of played) {
        const before = [...world.stored];
        await setSubjects(world);
        world.lifted.clear();
        const work = round.map((each) =>
          world.carryOut(each).catch((error: unknown) => {
            if (!isToldToCaller(error)) throw error;
          }),
        );
        await scheduler.waitFor(Promise.all(work));
        await checkHeads(world);
        await checkSubjects(world, before);
        const gone = new Set(
          round.flatMap((each) => (each.kind === 'deleteConversation' ? [each.of] : [])),
        );
        for (const { id, fields } of before) {
          if (!gone.has(String(fields['conversation_id'])) || world.lifted.has(id)) continue;
          const ref = { tenant: 'acme', collection: chatMessages.id, id };
          expect(await world.fixture.store.get(ref)).toBeUndefined();
        }
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 60_000);
