import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from '../build/functions.ts';
import { alerts, builders, functions, locations, schedules } from '../manifest.ts';
import { accountId } from '../provision/project.ts';
import { accountNames } from '../provision/steps/create-accounts.ts';
import { readBlocks, runbook } from './read-runbook.ts';

const blocks = readBlocks(runbook);
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: { readonly [name: string]: string };
};
const { paths } = JSON.parse(read('infra/openapi.json')) as { readonly paths: object };

test('each block of commands is marked for the local stack, or states why it needs a Google Cloud project', () => {
  expect(blocks.length).toBeGreaterThan(15);
  for (const { place, commands } of blocks) {
    expect(['sh local', 'sh project']).toContain(place);
    expect([place, commands[0]?.startsWith('# ')]).toEqual([place, place === 'sh project']);
  }
});

const npmCommands = blocks
  .flatMap(({ commands }) => commands)
  .filter((command) => command.startsWith('npm run '));

test.each([...new Set(npmCommands)])('the command %s exists with its options', (command) => {
  const [, name = ''] = /^npm run (?:-s )?([a-z-]+)/.exec(command) ?? [];
  const [, file = ''] = /^node (\S+)$/.exec(scripts[name] ?? '') ?? [];
  expect(file).not.toBe('');
  const source = read(file);
  for (const [, option] of command.matchAll(/ --([a-z-]+)/g)) expect(source).toContain(option);
});

/**
 * The paths of the API that the runbook calls. Paths that exist only on the local stack are left
 * out: another suite runs the runbook's blocks of commands, and so already tests these paths.
 */
const called = [...runbook.matchAll(/\$URL(\/v1\/[^"?]*|\/health|\/\.well-known\/[^"?]*)/g)].map(
  ([, path = '']) => path,
);

test.each([...new Set(called)])('the API has the path %s', (path) => {
  expect(Object.keys(paths)).toContain(path);
});

describe('log lines', () => {
  const sources = globSync('{shared,functions}/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .map(read)
    .join('\n');
  const lines = [...runbook.matchAll(/lines? ((?:`[a-z ]+`(?: or )?)+)/g)].flatMap(
    ([, names = '']) => [...names.matchAll(/`([a-z ]+)`/g)].map(([, line = '']) => line),
  );
  // The code makes these lines from parts: each line, and the source code that makes it.
  const templates = new Map(
    schedules.flatMap(({ job }) => [
      [job, 'logger.info(report, name)'],
      [`${job} is late`, '`${name} is late`'],
      [`part of the ${job} failed`, '`part of the ${name} failed`'],
    ]),
  );

  test.each([...new Set(lines)])('«%s» is logged', (line) => {
    expect(sources.includes(templates.get(line) ?? `'${line}'`)).toBe(true);
  });

  test('are mentioned in the runbook more than eight times', () => {
    expect(lines.length).toBeGreaterThan(8);
  });
});

test('every alert of the manifest is a symptom of a chapter, and every alert that a symptom names is in the manifest', () => {
  const symptoms = runbook.split('\n').filter((line) => line.startsWith('- **Symptom:** alert '));
  // Text in brackets names log lines and no alerts, so it is removed.
  const told = symptoms.map((line) => line.replaceAll(/\([^)]*\)/g, '').replace(/, or the .*/, ''));
  const named = told.flatMap((line) => [...line.matchAll(/`([a-z_]+)`/g)].map(([, id]) => id));
  expect(new Set(named)).toEqual(new Set(alerts.map(({ id }) => id)));
});

test('every account that a command of the runbook names exists in the manifest', () => {
  const named = [...runbook.matchAll(/"(?:principalEmail:")?([a-z-]+)@(?:\$PROJECT|")/g)];
  expect(named.length).toBeGreaterThan(3);
  const accounts = new Set<string | undefined>(accountNames.map(accountId));
  for (const [, account] of named)
    expect([account, accounts.has(account)]).toEqual([account, true]);
});

test('for each function and each account that builds, the runbook has a row about its stolen credential', () => {
  const rows = runbook.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)]);
  const names = new Set<string | undefined>([...functions, ...builders].map(({ name }) => name));
  expect(named).toHaveLength(names.size);
  expect(new Set(named.map(([, name]) => name))).toEqual(names);
});

test('the locations in the runbook are those of the manifest', () => {
  expect(runbook).toContain(`\`$REGION\` is \`${locations.compute}\``);
  expect(runbook).toContain(`--location ${locations.keys} --keyring`);
  expect(runbook).toContain(`--location ${locations.database}`);
});
