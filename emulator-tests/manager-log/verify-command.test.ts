import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { createTestClock } from '../harness/clock.ts';
import { environmentOf } from '../harness/function-process.ts';
import { createInstance, type Instance } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-verify-command');
// The command uses the clock of the machine. So the test dates all entries on the day before, in
// the middle of an hour. Then they belong to one hour, and this hour can be sealed.
const hourMs = 3_600_000;
const middle = Math.floor(Date.now() / hourMs) * hourMs + hourMs / 2;
const clock = createTestClock((middle - 86_400_000) * 1_000);
let instance: Instance;
/**
 * A file with log lines: for each entry one line with the place of the entry in its chain (the
 * numbered entries of one process).
 */
let witness: string;

beforeAll(async () => {
  instance = createInstance(stack(), clock);
  const writer = instance.managerLogOf('customers');
  const lines: string[] = [];
  for (const tenant of ['acme', 'beta'])
    for (const target of ['record.1', 'record.2', 'record.3']) {
      const place = await writer.record({
        tenant,
        settings: everythingOn(),
        actor: 'sabine.schaefer@example.com',
        actorId: 'member-1',
        action: 'customers.read',
        target,
      });
      lines.push(JSON.stringify({ message: 'request', manager_log: [place] }));
    }
  witness = join(await mkdtemp(join(tmpdir(), 'mayfly-witness-')), 'lines.json');
  await writeFile(witness, lines.join('\n'));
  clock.advance(86_400e6);
  await instance.seal({ now: () => clock.now() + 3_600e6 });
});

async function run(...args: readonly string[]) {
  const command = [process.execPath, 'infra/manager-log/main.ts', ...args];
  const variables = Object.entries(environmentOf(stack(), 'verifier')).map(([k, v]) => `${k}=${v}`);
  try {
    const { stdout } = await promisify(execFile)('env', ['-i', ...variables, ...command]);
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code, stdout };
  }
}

test('for a complete log the command counts the entries, finds no defect and exits with 0', async () => {
  const { code, stdout } = await run();
  expect(stdout).toMatch(/^acme: whole\n {2}3 entries by 1 writers; erasures have blanked 0 of/);
  expect(stdout).toMatch(/latest seal 1 of \d{4}-\d\d-\d\dT\d\d, SHA-256 [0-9a-f]{64}/);
  expect(stdout).toMatch(/2 tenants, 0 defects\n$/);
  expect(code).toBe(0);
});

test('if an entry was removed, the command prints the place of the next entry and exits with 1; for another tenant it exits with 0', async () => {
  const entry = storedIn(await stack().readState(), 'manager_log').find(
    ({ tenant, fields }) => tenant === 'acme' && fields['seq']?.['integerValue'] === '1',
  );
  const ref = { tenant: 'acme', collection: 'manager_log', id: entry?.id ?? '' };
  await instance.store.commit([{ kind: 'delete', ref }]);
  const { code, stdout } = await run('--tenant', 'acme');
  expect(stdout).toMatch(/^acme: DEFECTIVE\n/);
  expect(stdout).toMatch(/! .+entry [0-9a-f]{32} \(writer [0-9a-f]{32}, 2\): .+ \(entry-missing\)/);
  expect(stdout).not.toContain('sabine');
  expect(code).toBe(1);
  expect(await run('--tenant', 'beta')).toMatchObject({ code: 0 });
});

test('the command compares a log with log lines in a file: a complete log passes, and a removed entry is reported', async () => {
  const whole = await run('--tenant', 'beta', '--witness', witness);
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.stdout).toContain('3 entries and seals compared with log lines');
  const { code, stdout } = await run('--tenant', 'acme', '--witness', witness);
  expect(stdout).toMatch(/! .+writer [0-9a-f]{32}, 1: .+ \(witnessed-entry-missing\)/);
  expect(code).toBe(1);
});
