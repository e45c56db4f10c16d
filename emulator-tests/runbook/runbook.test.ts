import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../infra/build/functions.ts';
import { readBlocks, runbook } from '../../infra/runbook/read-runbook.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';

let stack: RunningStack;

beforeAll(async () => {
  stack = await startStack();
}, 300_000);

afterAll(async () => {
  await stopStack(stack);
});

/**
 * Returns the environment for the commands of the runbook. It contains the variables that they
 * name, and the variables with which npm commands find the stack.
 */
function variables(): NodeJS.ProcessEnv {
  const { base_url, api_key, managers } = stack.description;
  const lines = readFileSync(join(stack.localDir, 'env'), 'utf8').trim().split('\n');
  const own = lines.map((line) => [
    line.slice(0, line.indexOf('=')),
    line.slice(line.indexOf('=') + 1),
  ]);
  return {
    ...process.env,
    ...(Object.fromEntries(own) as NodeJS.ProcessEnv),
    URL: base_url,
    KEY: api_key,
    OWNER: managers.owner,
  };
}

const local = readBlocks(runbook).filter(({ place }) => place === 'sh local');

test.each(local)(
  'the commands of the chapter $chapter succeed on the local stack',
  async ({ commands }) => {
    const options = { env: variables(), cwd: root };
    let worked = 0;
    for (const command of commands) {
      const script = ['-euo', 'pipefail', '-c', command];
      await promisify(execFile)('bash', script, options);
      worked += 1;
    }
    expect(worked).toBe(commands.length);
  },
);

test('the runbook has more than eight blocks of commands for the local stack', () => {
  expect(local.length).toBeGreaterThan(8);
});
