import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context, MiddlewareFn } from 'grammy';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createInProcess, type InProcess } from '../adapters/testing/in-process.ts';
import { createTelegramBot, textUpdate } from '../adapters/testing/telegram-bot.ts';
import { type AdapterName, adapterNames, buildAdapter } from './build-adapter.ts';
import { buildClient } from './build-client.ts';
import { root } from './functions.ts';

/**
 * The time in milliseconds that a compiler may take on a busy machine. Each compiler runs in its
 * own process.
 */
const compiling = 180_000;

let folder: string;
let world: InProcess;

/** Packs a built package, and installs it from its archive. @returns the paths in the archive */
function install(name: string, built: string): string[] {
  const options = { cwd: built, encoding: 'utf8' } as const;
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], options);
  const [{ filename, files }] = JSON.parse(packed) as [
    { filename: string; files: { path: string }[] },
  ];
  const installed = join(folder, 'node_modules', name);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1']);
  return files.map(({ path }) => path);
}

const packages = {
  'agents-storage': 'mayfly-agents-storage',
  sessions: 'mayfly-sessions',
} as const;
const paths = new Map<AdapterName, string[]>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-adapters-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const client = join(folder, 'built', 'client');
  buildClient(client);
  install('mayfly-client', client);
  for (const name of adapterNames) {
    const built = join(folder, 'built', name);
    buildAdapter(name, built);
    paths.set(name, install(packages[name], built));
  }
  for (const runtime of ['grammy', '@microsoft', '@types', '@grammyjs'])
    symlinkSync(`${root}node_modules/${runtime}`, join(folder, 'node_modules', runtime));
  world = await createInProcess();
}, compiling);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function exampleOf(name: AdapterName): string {
  const readme = join(folder, 'node_modules', packages[name], 'README.md');
  return readFileSync(readme, 'utf8').split('```ts\n')[1]?.split('```')[0] ?? '';
}

/**
 * Runs the example of a package's README, as a person who has installed the package would run it.
 */
async function runExample(name: AdapterName): Promise<{ readonly [name: string]: unknown }> {
  const apiKey = await world.fixture.newKey();
  vi.stubEnv('MAYFLY_URL', 'https://mayfly.example.com');
  vi.stubEnv('MAYFLY_API_KEY', apiKey);
  vi.stubEnv('BOT_TOKEN', '42:token');
  vi.stubGlobal('fetch', world.fetch);
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, exampleOf(name));
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}

describe.each(adapterNames)('the package of %s', (name) => {
  test('contains only modules with their types, a README, a `package.json` and a licence', () => {
    expect(paths.get(name)).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'index.d.ts', 'index.js', 'package.json']),
    );
    for (const path of paths.get(name) ?? [])
      expect(path).toMatch(/^(?:[a-z-]+\.(?:js|d\.ts)|LICENSE|README\.md|package\.json)$/);
    const described = readFileSync(
      join(folder, 'node_modules', packages[name], 'package.json'),
      'utf8',
    );
    const { license, exports, peerDependencies, dependencies } = JSON.parse(described);
    expect(license).toBe('Apache-2.0');
    expect(exports).toEqual({ '.': { types: './index.d.ts', default: './index.js' } });
    expect(Object.keys(peerDependencies)).toContain('mayfly-client');
    expect(dependencies).toBeUndefined();
  });

  test('compiles strictly with the example of its README', { timeout: compiling }, () => {
    writeFileSync(join(folder, 'example.ts'), exampleOf(name));
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      // The types of the runtimes do not compile strictly, so the compiler does not check them.
      skipLibCheck: true,
      types: ['node'],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['example.ts'] }),
    );
    const compile = () =>
      execFileSync(`${root}node_modules/.bin/tsc`, ['-p', folder], { encoding: 'utf8' });
    expect(compile()).toBe('');
    const broken = exampleOf(name).replace('{ mayfly }', '{ client: mayfly }');
    writeFileSync(join(folder, 'example.ts'), broken);
    expect(compile).toThrow();
  });
});

test('the README example of the package for sessions stores a bot’s sessions', async () => {
  const { bot } = (await runExample('sessions')) as { bot: MiddlewareFn & object };
  const outer = createTelegramBot<Context>();
  outer.use(bot);
  await outer.handleUpdate(textUpdate('Pizza'));
  await outer.handleUpdate(textUpdate('Pizza'));
  const owner = { channel: 'telegram', external_id: '491713920012' };
  const { state } = await world.mayfly.messengerSessions.lookup(owner);
  expect(state).toEqual({ pizzas: 2 });
});

test('the README example of the package for agents stores a conversation’s state', async () => {
  const example = (await runExample('agents-storage')) as {
    readonly adapter: {
      readonly middleware: { run: (context: object, next: () => unknown) => unknown };
    };
    readonly runTurn: (context: object) => Promise<void>;
  };
  const { TurnContext } = await import('@microsoft/agents-hosting');
  const { Activity } = await import('@microsoft/agents-activity');
  const sent: unknown[] = [];
  const sendActivities = async (_context: object, activities: readonly object[]) => {
    sent.push(...activities);
    return activities.map(() => ({ id: 'sent' }));
  };
  for (let turn = 0; turn < 2; turn += 1) {
    const activity = Activity.fromObject({
      type: 'message',
      id: `heard-${turn}`,
      text: 'Hallo',
      channelId: 'webchat',
      from: { id: 'kunigunde', role: 'user' },
      recipient: { id: 'agent', role: 'bot' },
      conversation: { id: 'a:1' },
    });
    const context = new TurnContext({ sendActivities } as never, activity);
    await example.adapter.middleware.run(context, () => example.runTurn(context));
  }
  expect(sent).toMatchObject([{ text: 'Message 1' }, { text: 'Message 2' }]);
  const owner = { channel: 'webchat', external_id: 'webchat/agent/conversations/a:1' };
  expect((await world.mayfly.messengerSessions.lookup(owner)).state).toEqual({ count: 2 });
});
