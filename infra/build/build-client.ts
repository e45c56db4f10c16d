import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { root } from './functions.ts';

/** The exports of the package, with the file of each. */
const values: { readonly [file: string]: readonly string[] } = {
  'create-mayfly-client': ['createMayflyClient'],
  'etag-of': ['etagOf'],
  'mayfly-problem': ['MayflyProblem', 'MayflyUnreachable'],
  'missed-keys': ['createMissedKeys'],
  'repeat-on-conflict': ['repeatOnConflict'],
};
const types: { readonly [file: string]: readonly string[] } = {
  'create-mayfly-client': ['MayflyClient', 'MayflyClientOptions'],
  request: ['Answered', 'Asked', 'Route'],
  'send-request': ['CallOptions', 'ChangeOptions'],
  'category-client': ['CreateOptions'],
  'category-shapes': ['ChatMessages', 'MessengerSessions'],
  'category-types': ['CreateOf', 'StoredRecord'],
  'repeat-on-conflict': ['RepeatOptions'],
};

function exportsOf(offered: typeof values, keyword: 'export' | 'export type'): string {
  return Object.entries(offered)
    .map(([file, names]) => `${keyword} { ${names.join(', ')} } from './${file}.js';\n`)
    .join('');
}

function describePackage(): object {
  const { version, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return {
    name: 'mayfly-client',
    version,
    description: 'A typed client of the Mayfly API, for Node and browsers.',
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.3' },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['*.js', '*.d.ts'],
  };
}

/** Builds the publishable package of `shared/client`: ES modules with their types. */
export function buildClient(out = `${root}dist/client`): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const project = `${root}infra/build/client.tsconfig.json`;
  execFileSync(`${root}node_modules/.bin/tsc`, ['-p', project, '--outDir', out], {
    stdio: 'inherit',
  });
  const entry = exportsOf(values, 'export');
  // The package also exports the types of all requests and answers.
  const typed = `${entry}${exportsOf(types, 'export type')}export type * from './schemas.js';\n`;
  writeFileSync(`${out}/index.js`, entry);
  writeFileSync(`${out}/index.d.ts`, typed);
  writeFileSync(`${out}/package.json`, `${JSON.stringify(describePackage(), null, 2)}\n`);
  cpSync(`${root}LICENSE`, `${out}/LICENSE`);
  cpSync(`${root}shared/client/README.md`, `${out}/README.md`);
}
