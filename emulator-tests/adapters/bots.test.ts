import { type Context, type SessionFlavor, session } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSessionStorage } from '#shared/adapters/sessions/create-session-storage.ts';
import { createMayflyClient, type MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { repeatOnConflict } from '#shared/client/repeat-on-conflict.ts';
import { createTelegramBot, textUpdate } from '../../infra/adapters/testing/telegram-bot.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';
import { agentKeys, startAgent } from './channel.ts';

let stack: RunningStack;
let mayfly: MayflyClient;
const urls: string[] = [];

beforeAll(async () => {
  stack = await startStack();
  const { base_url: baseUrl, api_key: apiKey } = stack.description;
  mayfly = createMayflyClient({
    baseUrl,
    apiKey,
    fetch: (url, init) => {
      urls.push(url);
      return fetch(url, init);
    },
  });
});

afterAll(async () => {
  await stopStack(stack);
});

const turns = 100;
const simultaneous = 12;
const kunigunde = { user: '29:kunigunde', conversation: 'a:1-Kunigunde' };
const bertha = { user: '29:bertha', conversation: 'a:2-Bertha' };

async function erase(external_id: string): Promise<void> {
  const scope = { subject: { external_id } };
  const { status } = await call(stack, 'POST', '/v1/erasures', { scope, confirm: true });
  expect(status).toBe(200);
}

test('an agent that restarts every ten turns keeps its state and its transcript for a hundred turns', {
  timeout: 180_000,
}, async () => {
  const texts: string[] = [];
  for (let turn = 1; turn <= turns; turn += 10) {
    const agent = startAgent(mayfly);
    for (let step = turn; step < turn + 10; step += 1) {
      texts.push(`Nachricht ${step}`);
      await agent.hear({ ...kunigunde, text: `Nachricht ${step}` });
    }
    await agent.settle();
    expect(agent.replies().at(-1)).toBe(`turn ${turn + 9}`);
  }
  const { store, hear, settle } = startAgent(mayfly);
  await hear({ ...bertha, text: 'Guten Tag' });
  await settle();
  const [conversation, user] = agentKeys(kunigunde);
  const state = await store.storage.read([conversation, user]);
  expect([state[conversation].turns, state[user].last]).toEqual([turns, `Nachricht ${turns}`]);
  const { items, continuationToken } = await store.transcripts.getTranscriptActivities(
    'msteams',
    kunigunde.conversation,
  );
  expect(continuationToken).toBeUndefined();
  const heard = items.filter(({ from }) => from?.role === 'user').map(({ text }) => text);
  expect([items.length, heard.length]).toEqual([2 * turns, turns]);
  expect(new Set(heard)).toEqual(new Set(texts));
  const { items: known } = await store.transcripts.listTranscripts('msteams');
  expect(new Set(known.map(({ id }) => id))).toEqual(
    new Set([kunigunde.conversation, bertha.conversation]),
  );
});

test('if several agents handle turns at the same time and repeat refused turns, no turn is lost', async () => {
  const agents = Array.from({ length: 3 }, () => startAgent(mayfly));
  const said = Array.from({ length: simultaneous }, async (_, at) =>
    agents[at % agents.length]?.hear({ ...kunigunde, text: `aside ${at}` }),
  );
  await Promise.all(said);
  for (const agent of agents) await agent.settle();
  const [conversation] = agentKeys(kunigunde);
  const { storage } = startAgent(mayfly).store;
  expect((await storage.read([conversation]))[conversation].turns).toBe(turns + simultaneous);
});

test('an erasure of a person deletes the person’s state and transcript, and no data of other people', async () => {
  await erase(kunigunde.user);
  const { storage, transcripts } = startAgent(mayfly).store;
  expect(await storage.read([...agentKeys(kunigunde)])).toEqual({});
  const transcriptOf = async ({ conversation }: typeof kunigunde) =>
    (await transcripts.getTranscriptActivities('msteams', conversation)).items.length;
  expect([await transcriptOf(kunigunde), await transcriptOf(bertha)]).toEqual([0, 2]);
  expect(Object.keys(await storage.read([...agentKeys(bertha)]))).toHaveLength(2);
});

test('after an erasure the agent begins again with an empty state, and the next erasure deletes the new state', async () => {
  const agent = startAgent(mayfly);
  for (const text of ['Hallo', 'Noch etwas']) await agent.hear({ ...bertha, text });
  await agent.settle();
  await erase(bertha.user);
  await agent.hear({ ...bertha, text: 'Wieder da' });
  await agent.settle();
  expect(agent.replies()).toEqual(['turn 2', 'turn 3', 'turn 1']);
  await erase(bertha.user);
  expect(await agent.store.storage.read([...agentKeys(bertha)])).toEqual({});
});

type Pizza = { pizzaCount: number };

function startTelegramBot() {
  const storage = createSessionStorage<Pizza>({ mayfly });
  const bot = createTelegramBot<Context & SessionFlavor<Pizza>>();
  bot.use(session({ initial: () => ({ pizzaCount: 0 }), storage }));
  bot.on('message', (ctx) => {
    ctx.session.pizzaCount += 1;
  });
  return { bot, storage };
}

test('a grammY bot keeps its session over restarts and simultaneous updates, until an erasure deletes the session', {
  timeout: 180_000,
}, async () => {
  for (let turn = 0; turn < turns; turn += 10) {
    const { bot } = startTelegramBot();
    for (let step = 0; step < 10; step += 1) await bot.handleUpdate(textUpdate('Pizza'));
  }
  const bots = [startTelegramBot(), startTelegramBot()];
  const updates = Array.from({ length: simultaneous }, (_, at) => {
    const update = textUpdate('Pizza');
    return repeatOnConflict(async () => bots[at % 2]?.bot.handleUpdate(update));
  });
  await Promise.all(updates);
  const { storage } = startTelegramBot();
  const key = '491713920012';
  expect(await storage.read(key)).toEqual({ pizzaCount: turns + simultaneous });
  await erase(key);
  expect(await storage.read(key)).toBeUndefined();
});

test('state can be read shortly before its expiry; after the expiry no state, transcript or session can be read', async () => {
  const agent = startAgent(mayfly);
  const { storage } = startTelegramBot();
  await agent.hear({ ...kunigunde, text: 'Bis in einer Woche' });
  await agent.settle();
  await storage.write('1', { pizzaCount: 1 });
  await call(stack, 'POST', '/_local/clock', { advance_days: 6.9 });
  expect(Object.keys(await agent.store.storage.read([...agentKeys(kunigunde)]))).toHaveLength(2);
  await call(stack, 'POST', '/_local/clock', { advance_days: 0.1 });
  expect(await agent.store.storage.read([...agentKeys(kunigunde)])).toEqual({});
  const { items } = await agent.store.transcripts.getTranscriptActivities(
    'msteams',
    kunigunde.conversation,
  );
  expect([items, await storage.read('1')]).toEqual([[], undefined]);
});

test('no URL contains the id that a channel gives to a person or a conversation', () => {
  expect(urls.length).toBeGreaterThan(turns);
  expect(urls.join('\n')).not.toMatch(/kunigunde|bertha|491713920012/i);
});
