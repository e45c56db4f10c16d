import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { createMayflyClient as Create } from '#shared/client/create-mayfly-client.ts';
import { createApiFixture } from '../generate/testing/create-api-fixture.ts';
import { functionOf } from '../generate/testing/function-of.ts';
import { buildClient } from './build-client.ts';
import { root } from './functions.ts';

let folder: string;
let out: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-client-'));
  out = join(folder, 'node_modules', 'mayfly-client');
  mkdirSync(join(folder, 'node_modules'));
  buildClient(out);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package contains only modules with their types, a README, a `package.json` and a licence', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: out,
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(packed) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'index.d.ts', 'index.js', 'package.json']),
  );
  for (const path of paths)
    expect(path).toMatch(/^(?:[a-z-]+\.(?:js|d\.ts)|LICENSE|README\.md|package\.json)$/);
  const { license, exports, type } = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8'));
  expect([license, type, exports['.']]).toEqual([
    'Apache-2.0',
    'module',
    { types: './index.d.ts', default: './index.js' },
  ]);
});

test('the built package sends requests to the functions, and throws a MayflyProblem if the answer is a problem', async () => {
  const built = (await import(join(out, 'index.js'))) as {
    createMayflyClient: typeof Create;
    MayflyProblem: new () => Error;
  };
  expect(Object.keys(built).toSorted()).toEqual([
    'MayflyProblem',
    'MayflyUnreachable',
    'createMayflyClient',
    'createMissedKeys',
    'etagOf',
    'repeatOnConflict',
  ]);
  const fixture = createApiFixture();
  const client = built.createMayflyClient({
    baseUrl: 'https://mayfly.example.com',
    apiKey: await fixture.newKey(),
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url);
      return fixture.apps[functionOf(pathname)].request(pathname + search, init);
    },
  });
  const message = { conversation_id: 'c-1', author: 'customer', text: 'Grüß Gott!' } as const;
  const { id } = await client.chatMessages.create(message);
  expect(await client.request('GET /v1/chat-messages/{id}', { id })).toMatchObject(message);
  await expect(client.chatMessages.get('0'.repeat(32))).rejects.toBeInstanceOf(built.MayflyProblem);
});

/** Returns all examples of the package's README as one source file. */
function exampleSource(): string {
  const [, ...blocks] = readFileSync(join(out, 'README.md'), 'utf8').split('```ts\n');
  const code = blocks.map((block) => block.split('```')[0]).join('\n');
  return `declare const apiKey: string;\n${code}\nexport { MayflyProblem, message, coins, tenants, visited };\n`;
}

test('the examples of the README compile strictly against the package’s types, without the types of Node', () => {
  writeFileSync(join(folder, 'example.ts'), exampleSource());
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const config = {
    extends: `${root}node_modules/@tsconfig/strictest/tsconfig.json`,
    compilerOptions: {
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      skipLibCheck: false,
      noEmit: true,
      types: [],
    },
    files: ['example.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(`${root}node_modules/.bin/tsc`, ['-p', folder], { encoding: 'utf8' });
  // A value that the API does not accept must not compile.
  writeFileSync(
    join(folder, 'example.ts'),
    exampleSource().replace("role: 'support'", "role: 'x'"),
  );
  expect(() =>
    execFileSync(`${root}node_modules/.bin/tsc`, ['-p', folder], { stdio: 'pipe' }),
  ).toThrow();
});
