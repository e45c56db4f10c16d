import { Activity, ActivityTypes } from '@microsoft/agents-activity';
import type { TranscriptStore } from '@microsoft/agents-hosting';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAgentsStore } from '#shared/adapters/agents-storage/create-agents-store.ts';
import { createInProcess, type InProcess } from './testing/in-process.ts';

let world: InProcess;
let store: TranscriptStore;

beforeEach(async () => {
  world = await createInProcess();
  const toActivity = (stored: object) => Activity.fromObject(stored);
  store = createAgentsStore({ mayfly: world.mayfly, toActivity }).transcripts;
});

const start = new Date('2026-11-23T09:00:00.000Z');
const minute = 60_000;

/** A user and a bot write in turn, one activity each minute. */
function talk(conversationId: string, turns: number): Activity[] {
  return Array.from({ length: turns * 2 }, (_, at) => {
    const [user, bot] = [
      { id: 'User1', role: 'user' },
      { id: 'Bot1', role: 'bot' },
    ];
    return Activity.fromObject({
      type: ActivityTypes.Message,
      timestamp: new Date(start.getTime() + at * minute),
      id: `${conversationId}-${at}`,
      text: `${at}`,
      channelId: 'test',
      from: at % 2 === 0 ? user : bot,
      recipient: at % 2 === 0 ? bot : user,
      conversation: { id: conversationId },
      serviceUrl: 'https://channel.example.com/',
    });
  });
}

async function log(activities: readonly Activity[]): Promise<void> {
  for (const activity of activities) await store.logActivity(activity);
}

async function readAll(conversationId: string, from?: Date): Promise<Activity[]> {
  const all: Activity[] = [];
  let token: string | undefined;
  do {
    const page = await store.getTranscriptActivities('test', conversationId, token, from);
    all.push(...page.items);
    token = page.continuationToken;
  } while (token);
  return all;
}

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

/** An activity as a channel sends it. */
function plain(activity: Activity | undefined) {
  const { _channelId: channelId, ...parts } = asJson(activity);
  return { ...parts, channelId };
}

describe('a transcript store, tested like the runtime’s own stores,', () => {
  test.each<[string, () => unknown]>([
    ['an activity to log', () => store.logActivity(null as never)],
    [
      'the channel of a transcript to read',
      () => store.getTranscriptActivities(null as never, 'c'),
    ],
    [
      'the conversation of a transcript to read',
      () => store.getTranscriptActivities('test', null as never),
    ],
    ['the channel of the transcripts to list', () => store.listTranscripts(null as never)],
    ['the channel of a transcript to delete', () => store.deleteTranscript(null as never, 'c')],
    [
      'the conversation of a transcript to delete',
      () => store.deleteTranscript('test', null as never),
    ],
  ])('requires %s', async (_what, work) => {
    await expect(work()).rejects.toThrow(/required/);
  });

  test('logs an activity unchanged', async () => {
    const [activity] = talk('c', 1);
    await log([activity as Activity]);
    const items = await readAll('c');
    expect(asJson(items)).toEqual([asJson(activity)]);
    expect(items[0]).toBeInstanceOf(Activity);
    expect(items[0]?.timestamp).toEqual(start);
  });

  test('logs an activity with any characters in the ids of its channel and conversation', async () => {
    const odd = { channelId: 'M365:<copilot>/1', conversation: { id: '19:a b@thread.tacv2;m=1' } };
    const activity = Activity.fromObject({ ...plain(talk('c', 1)[0]), ...odd });
    await log([activity]);
    const { items } = await store.getTranscriptActivities(odd.channelId, odd.conversation.id);
    expect(items).toHaveLength(1);
  });

  test('returns the activities of one channel and conversation, from the given date on', async () => {
    const activities = talk('c', 5);
    await Promise.all(activities.map(async (activity) => store.logActivity(activity)));
    expect((await store.getTranscriptActivities('bogus', 'c')).items).toEqual([]);
    expect(await readAll('bogus')).toEqual([]);
    const byTime = (all: Activity[]) =>
      asJson(all.toSorted((one, other) => Number(one.text) - Number(other.text)));
    expect(byTime(await readAll('c'))).toEqual(asJson(activities));
    const later = await readAll('c', new Date(start.getTime() + 5 * minute));
    expect(byTime(later)).toEqual(asJson(activities.slice(5)));
  });

  test('reads a long transcript page by page, and returns each activity once', async () => {
    const activities = talk('c', 105);
    await log(activities);
    const page = await store.getTranscriptActivities('test', 'c');
    expect(page.continuationToken).toBeTypeOf('string');
    const ids = (await readAll('c')).map(({ id }) => id);
    expect(ids).toEqual(activities.map(({ id }) => id));
  });

  test('replaces an updated activity without changing its time, and stores a placeholder for a deleted one', async () => {
    const [first, second, third] = talk('c', 2) as [Activity, Activity, Activity];
    await log([first, second, third]);
    await log([
      Activity.fromObject({
        ...plain(first),
        type: 'messageUpdate',
        text: 'new',
        timestamp: new Date(),
      }),
      Activity.fromObject({ ...plain(third), type: 'messageDelete' }),
      Activity.fromObject({ ...plain(third), id: 'unknown', type: 'messageDelete' }),
    ]);
    const items = await readAll('c');
    expect(items).toHaveLength(3);
    const found = (id: string | undefined) => items.find((item) => item.id === id);
    expect(found(first.id)).toMatchObject({ type: 'message', text: 'new', timestamp: start });
    const stone = found(third.id);
    expect(stone).toMatchObject({ type: 'messageDelete', from: { id: 'deleted', role: 'user' } });
    expect(stone?.text).toBeUndefined();
  });

  test('deletes one transcript, and no other', async () => {
    await log([...talk('one', 2), ...talk('other', 2)]);
    await store.deleteTranscript('test', 'one');
    await store.deleteTranscript('test', 'unknown');
    expect(await readAll('one')).toEqual([]);
    expect(await readAll('other')).toHaveLength(4);
  });

  test('lists the transcripts of a channel page by page, and no transcripts of another channel', async () => {
    const ids = Array.from({ length: 35 }, (_, at) => `conversation ${at}`);
    for (const id of ids) await log(talk(id, 1).slice(0, 1));
    await log([Activity.fromObject({ ...plain(talk('x', 1)[0]), channelId: 'test2' })]);
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await store.listTranscripts('test', token);
      seen.push(...page.items.map(({ id }) => id));
      expect(page.items.every(({ created }) => created instanceof Date)).toBe(true);
      token = page.continuationToken;
    } while (token);
    expect([seen.length, new Set(seen)]).toEqual([ids.length, new Set(ids)]);
  });

  test.each([
    ['a:b', 'a-b'],
    [`a${'x'.repeat(32)}1`, `a${'x'.repeat(32)}2`],
  ])(
    'lists the transcripts of %s without those of %s, although both channels get the same name in Mayfly',
    async (channelId, other) => {
      const activity = plain(talk('c', 1)[0]);
      const odd = { id: '19:a b/c@thread.tacv2;m=1' };
      await log([
        Activity.fromObject({ ...activity, channelId, conversation: odd }),
        Activity.fromObject({ ...activity, channelId: other }),
      ]);
      const { items } = await store.listTranscripts(channelId);
      expect(items).toMatchObject([{ channelId, id: odd.id }]);
    },
  );

  test('stores every activity if many arrive at the same time', async () => {
    const activities = talk('c', 10);
    await Promise.all(activities.map(async (activity) => store.logActivity(activity)));
    const ids = (await readAll('c')).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(activities.map(({ id }) => id)));
    expect(ids).toHaveLength(activities.length);
  });
});

test('an activity that was copied without its accessors is stored: the runtime’s logger makes such copies', async () => {
  const part = { channelId: 'msteams:COPILOT' };
  const activity = Activity.fromObject({ ...plain(talk('c', 1)[0]), ...part });
  await log([Object.assign({} as Activity, activity)]);
  const { items } = await store.getTranscriptActivities(part.channelId, 'c');
  expect(items.map(({ channelId }) => channelId)).toEqual([part.channelId]);
});

test('an activity is stored completely, even if it has no text, or if its text is too long for a message', async () => {
  const activity = plain(talk('c', 1)[0]);
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: { body: [] } };
  const { text: _text, ...silent } = activity;
  const long = { ...activity, id: 'long', text: '👋'.repeat(10_000) + 'x'.repeat(10_000) };
  await log([Activity.fromObject({ ...silent, attachments: [card] }), Activity.fromObject(long)]);
  const [first, second] = await readAll('c');
  expect(first).toMatchObject({ attachments: [card] });
  expect(first?.text).toBeUndefined();
  expect(second?.text).toBe(long.text);
});

test('if a part makes an activity too large, this part is left out, and the rest is stored', async () => {
  const activity = plain(talk('c', 1)[0]);
  const image = {
    contentType: 'image/png',
    contentUrl: `data:image/png;base64,${'A'.repeat(90_000)}`,
  };
  await log([Activity.fromObject({ ...activity, attachments: [image] })]);
  const [kept] = await readAll('c');
  expect(kept).toMatchObject({ text: '0', id: activity.id });
  expect(kept?.attachments).toBeUndefined();
});
