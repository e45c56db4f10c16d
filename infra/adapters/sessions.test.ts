import {
  Bot,
  type Context,
  enhanceStorage,
  lazySession,
  type SessionFlavor,
  session,
} from 'grammy';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  createSessionStorage,
  type SessionStorage,
} from '#shared/adapters/sessions/create-session-storage.ts';
import { repeatOnConflict } from '#shared/client/repeat-on-conflict.ts';
import { createInProcess, type InProcess } from './testing/in-process.ts';
import { createTelegramBot, textUpdate } from './testing/telegram-bot.ts';

let world: InProcess;

beforeEach(async () => {
  world = await createInProcess();
});

const storageOf = <T>(more: object = {}): SessionStorage<T> =>
  createSessionStorage<T>({ mayfly: world.mayfly, ...more });

type Pizza = { pizzaCount: number };

/** Sends texts to a bot. For the text `first`, the bot runs the handler `first`, and so on. */
async function say(
  storage: Parameters<typeof session<Pizza, never>>[0],
  handlers: { readonly [text: string]: (session: Pizza) => void },
  ...texts: readonly string[]
): Promise<void> {
  const bot = createTelegramBot<Context & SessionFlavor<Pizza>>();
  bot.use(session(storage as never));
  for (const [text, handle] of Object.entries(handlers))
    bot.hears(text, (ctx) => handle(ctx.session));
  for (const text of texts) await bot.handleUpdate(textUpdate(text));
}

describe('a session storage, tested like grammY’s own storages,', () => {
  test('starts a session with its initial value', async () => {
    const seen: number[] = [];
    const options = { initial: () => ({ pizzaCount: 0 }), storage: storageOf<Pizza>() };
    await say(options, { first: ({ pizzaCount }) => void seen.push(pizzaCount) }, 'first');
    expect(seen).toEqual([0]);
  });

  test('keeps a count in the session from one message to the next', async () => {
    const seen: number[] = [];
    const options = { initial: () => ({ pizzaCount: 0 }), storage: storageOf<Pizza>() };
    const first = (own: Pizza) => {
      seen.push(own.pizzaCount);
      own.pizzaCount += 1;
    };
    await say(
      options,
      { first, second: (own) => void seen.push(own.pizzaCount) },
      'first',
      'second',
    );
    expect(seen).toEqual([0, 1]);
  });

  test('stores a session that is only a text', async () => {
    const bot = createTelegramBot<Context & SessionFlavor<string>>();
    const seen: string[] = [];
    bot.use(session({ initial: () => 'test', storage: storageOf<string>() }));
    bot.hears('first', (ctx) => {
      seen.push(ctx.session);
      ctx.session += ' edited';
    });
    bot.hears('second', (ctx) => void seen.push(ctx.session));
    for (const text of ['first', 'second']) await bot.handleUpdate(textUpdate(text));
    expect(seen).toEqual(['test', 'test edited']);
  });

  test('deletes a session, even one that was not stored yet', async () => {
    const storage = storageOf<Pizza>();
    const bot = createTelegramBot<Context & SessionFlavor<Pizza | null>>();
    const initial = (): Pizza | null => ({ pizzaCount: 0 });
    bot.use(session({ initial, storage: storage as SessionStorage<Pizza | null> }));
    bot.hears('end', (ctx) => {
      ctx.session = null;
    });
    bot.hears('begin', (ctx) => {
      ctx.session = { pizzaCount: 7 };
    });
    for (const text of ['end', 'begin', 'end']) await bot.handleUpdate(textUpdate(text));
    expect(await storage.read('491713920012')).toBeUndefined();
  });

  test('tells whether a session is stored for a key', async () => {
    const storage = storageOf<Pizza>();
    await storage.write('key', { pizzaCount: 1 });
    expect([await storage.has('key'), await storage.has('other')]).toEqual([true, false]);
  });

  test('works with lazy sessions and with enhanced sessions', async () => {
    const bot = createTelegramBot<Context & { session: Promise<Pizza> | Pizza }>();
    const storage = enhanceStorage<Pizza>({
      storage: storageOf(),
      migrations: { 1: (old: Pizza) => ({ pizzaCount: old.pizzaCount }) },
    });
    bot.use(lazySession({ initial: () => ({ pizzaCount: 0 }), storage }));
    bot.on('message', async (ctx) => {
      (await ctx.session).pizzaCount += 1;
    });
    for (let turn = 0; turn < 3; turn += 1) await bot.handleUpdate(textUpdate('x'));
    expect(await storage.read('491713920012')).toEqual({ pizzaCount: 3 });
  });
});

test('a session storage cannot list its keys, values or entries', () => {
  expect(Object.keys(storageOf()).toSorted()).toEqual(['delete', 'has', 'read', 'write']);
});

test.each([1, 20])(
  'twenty simultaneous updates in %i processes are all stored',
  async (processes) => {
    const bots: Bot<Context & SessionFlavor<Pizza>>[] = Array.from({ length: processes }, () => {
      const bot = createTelegramBot<Context & SessionFlavor<Pizza>>();
      bot.use(session({ initial: () => ({ pizzaCount: 0 }), storage: storageOf<Pizza>() }));
      bot.on('message', (ctx) => {
        ctx.session.pizzaCount += 1;
      });
      return bot;
    });
    const updates = Array.from({ length: 20 }, (_, at) => {
      const bot = bots[at % processes];
      const update = textUpdate('x');
      return repeatOnConflict(async () => bot?.handleUpdate(update));
    });
    await Promise.all(updates);
    expect(await storageOf<Pizza>().read('491713920012')).toEqual({ pizzaCount: 20 });
  },
);

test('a session expires at the time that expiresAt returned for its first write; later writes do not change this time', async () => {
  const day = 86_400_000_000;
  const expiresAt = () => new Date((world.fixture.clock.now + day) / 1_000);
  const storage = storageOf<Pizza>({ expiresAt });
  await storage.write('key', { pizzaCount: 1 });
  world.fixture.clock.now += day / 2;
  await storage.write('key', { pizzaCount: 2 });
  world.fixture.clock.now += day / 2 - 1_000;
  expect(await storage.read('key')).toEqual({ pizzaCount: 2 });
  world.fixture.clock.now += 1_000;
  expect(await storage.read('key')).toBeUndefined();
});

test('no URL contains the id of a chat', async () => {
  const storage = storageOf<Pizza>();
  await storage.write('491713920012', { pizzaCount: 1 });
  await storage.read('491713920012');
  await storage.has('491713920012');
  await storage.delete('491713920012');
  expect(world.requests.length).toBeGreaterThan(3);
  expect(world.requests.join('\n')).not.toMatch(/4917/);
});
