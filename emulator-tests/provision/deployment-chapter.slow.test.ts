import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { functionNames, root } from '../../infra/build/functions.ts';
import { readBlocks } from '../../infra/runbook/read-runbook.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { createEmptyCloud, projectId } from './empty-cloud.ts';

/**
 * A time limit in milliseconds. The test fills an empty project with hundreds of `gcloud` commands,
 * and each command is a process of its own.
 */
const manyCommands = 1_800_000;

const blocks = readBlocks(readFileSync(`${root}README.md`, 'utf8')).filter(
  ({ chapter, place, commands }) =>
    chapter === 'Deploy' && place === 'sh' && !commands.join().includes('functions-framework'),
);
const example = /^```\n(CONSOLE_URL=[^]*?)^```$/m.exec(readFileSync(`${root}README.md`, 'utf8'));

/**
 * The test leaves these commands out. The packages and bundles exist already, and nobody signs in
 * to Google.
 */
const leftOut = ['npm ci', 'gcloud auth login', 'npm run build'];
/** This command exits with 1, because an empty project lacks everything. */
const tellsWhatIsMissing = 'npm run infra -- plan';

let cloud: Awaited<ReturnType<typeof createEmptyCloud>>;
beforeAll(async () => {
  await buildBundles(functionNames());
  cloud = await createEmptyCloud();
}, manyCommands);
afterAll(() => cloud.stop());

/**
 * Runs a command of the README's chapter Deploy on the files in the test's folder. The file
 * `kept.sh` passes the variable PEM to the next command.
 */
async function runLine(line: string): Promise<void> {
  const { folder, env } = cloud;
  const values = {
    PROJECT: projectId,
    FILE: 'none.json',
    CONNECTION: 'main',
    REPOSITORY: 'mayfly',
  };
  const command = Object.entries(values)
    .reduce((text, [name, value]) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), value), line)
    .replaceAll('settings.env', join(folder, 'settings.env'))
    .replaceAll('none.json', join(folder, 'none.json'));
  const kept = join(folder, 'kept.sh');
  const script = `touch ${kept}; . ${kept}; ${command}\ndeclare -p PEM > ${kept} 2> /dev/null || true`;
  const options = {
    env: { ...process.env, ...env, PATH: `${env.PATH}${delimiter}${process.env['PATH']}` },
    cwd: root,
    maxBuffer: 1e8,
  };
  const run = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], options);
  const isExpected = (error: { code?: number }) =>
    line.startsWith(tellsWhatIsMissing) && error.code === 1;
  await run.catch((error: { code?: number; stdout: string; stderr: string }) => {
    if (!isExpected(error)) throw new Error(`${line}\n${error.stdout}${error.stderr}`);
  });
}

test(
  'the commands of the chapter Deploy turn an empty project into one that the check accepts',
  async () => {
    writeFileSync(join(cloud.folder, 'settings.env'), example?.[1] ?? '');
    writeFileSync(join(cloud.folder, 'none.json'), '{}');
    const lines = blocks.flatMap(({ commands }) =>
      commands.join('\n').replaceAll('\\\n', ' ').split('\n'),
    );
    const runnable = lines.filter((line) => !leftOut.some((each) => line.startsWith(each)));
    expect(runnable.length).toBeGreaterThan(9);
    for (const line of runnable) {
      // Each command needs the results of the commands before it.
      // oxlint-disable-next-line no-await-in-loop
      await runLine(line);
      // At this point of the chapter the DNS records exist, and Google would issue the certificate.
      if (line.startsWith('npm run infra -- apply')) cloud.issueCertificates();
    }
    const { things, functions } = cloud.gcloud.read();
    expect(Object.keys(functions).length).toBeGreaterThan(15);
    expect(Object.keys(things['builds triggers'] ?? {})).toEqual(['europe-west1/mayfly']);
  },
  manyCommands,
);
