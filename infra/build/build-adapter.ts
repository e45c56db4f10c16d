import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './functions.ts';

/**
 * A package for a bot runtime: the description of the package, the runtime with its version, and
 * the names that each file exports.
 */
type Adapter = {
  readonly package: string;
  readonly description: string;
  readonly runtime: { readonly [name: string]: string };
  readonly values: { readonly [file: string]: readonly string[] };
  readonly types: { readonly [file: string]: readonly string[] };
};

/** Packages for bot runtimes, by their folder in `shared/adapters/`. */
const adapters = {
  'agents-storage': {
    package: 'mayfly-agents-storage',
    description: 'State and transcripts of Microsoft 365 Agents SDK bots, kept in Mayfly.',
    runtime: { '@microsoft/agents-hosting': '^1.0.0' },
    values: { 'create-agents-store': ['createAgentsStore'], 'state-conflict': ['StateConflict'] },
    types: { 'create-agents-store': ['AgentsStore'], options: ['AgentsStoreOptions'] },
  },
  sessions: {
    package: 'mayfly-sessions',
    description: 'Sessions of grammY bots, kept in Mayfly.',
    runtime: { grammy: '^1.20.0' },
    values: { 'create-session-storage': ['createSessionStorage'] },
    types: { 'create-session-storage': ['SessionStorage', 'SessionStorageOptions'] },
  },
} as const satisfies { readonly [folder: string]: Adapter };

export type AdapterName = keyof typeof adapters;
export const adapterNames = Object.keys(adapters) as readonly AdapterName[];

function exportsOf(offered: Adapter['values'], keyword: 'export' | 'export type'): string {
  return Object.entries(offered)
    .map(([file, names]) => `${keyword} { ${names.join(', ')} } from './${file}.js';\n`)
    .join('');
}

function describePackage(adapter: Adapter): object {
  const { version, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return {
    name: adapter.package,
    version,
    description: adapter.description,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.3' },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['*.js', '*.d.ts'],
    peerDependencies: { 'mayfly-client': `^${version}`, ...adapter.runtime },
  };
}

const ofClient = /(['"])(?:#shared|\.\.\/\.\.)\/client\/([^'"]+)\1/g;

/**
 * Copies the sources of an adapter and of the client. The copies import the client with a relative
 * path, because the compiler changes `.ts` to `.js` only in relative paths.
 * @returns the paths of the adapter's copies
 */
function copySources(name: AdapterName, work: string): string[] {
  cpSync(`${root}shared/client`, join(work, 'client'), { recursive: true });
  const own = join(work, 'adapters', name);
  mkdirSync(own, { recursive: true });
  const files = globSync('*.ts', { cwd: `${root}shared/adapters/${name}` });
  return files
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => {
      const source = readFileSync(`${root}shared/adapters/${name}/${file}`, 'utf8');
      writeFileSync(join(own, file), source.replaceAll(ofClient, "'../../client/$2'"));
      return join(own, file);
    });
}

/** Compiles the files of an adapter. The compiled files import the client from its package. */
function compile(name: AdapterName, out: string): void {
  mkdirSync(`${root}dist`, { recursive: true });
  const work = mkdtempSync(`${root}dist/.adapter-`);
  const compiled = join(work, 'compiled');
  const project = {
    extends: `${root}infra/build/client.tsconfig.json`,
    compilerOptions: { rootDir: work, outDir: compiled },
    files: copySources(name, work),
  };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(project));
  try {
    execFileSync(`${root}node_modules/.bin/tsc`, ['-p', work], { stdio: 'inherit' });
    const own = join(compiled, 'adapters', name);
    for (const file of globSync('*.{js,d.ts}', { cwd: own })) {
      const text = readFileSync(join(own, file), 'utf8');
      writeFileSync(join(out, file), text.replaceAll(ofClient, "'mayfly-client'"));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Builds the publishable package of an adapter in `shared/adapters`: ES modules with their types.
 */
export function buildAdapter(name: AdapterName, out = `${root}dist/adapters/${name}`): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const adapter: Adapter = adapters[name];
  compile(name, out);
  const entry = exportsOf(adapter.values, 'export');
  writeFileSync(`${out}/index.js`, entry);
  writeFileSync(`${out}/index.d.ts`, `${entry}${exportsOf(adapter.types, 'export type')}`);
  writeFileSync(`${out}/package.json`, `${JSON.stringify(describePackage(adapter), null, 2)}\n`);
  cpSync(`${root}LICENSE`, `${out}/LICENSE`);
  cpSync(`${root}shared/adapters/${name}/README.md`, `${out}/README.md`);
}
