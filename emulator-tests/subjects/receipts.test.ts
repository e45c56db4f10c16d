import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { root } from '../../infra/build/functions.ts';
import { callerOf } from '../harness/caller.ts';
import { startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-receipts');
const email = 'Annegret.Kastanienbaum@example.org';

/** Runs the command as people do, without the environment variables of this machine. */
async function verify(args: readonly string[], input = '') {
  const command = [process.execPath, `${root}infra/receipts/main.ts`, ...args];
  const child = spawn('env', ['-i', ...command], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(input);
  const [output, code] = await Promise.all([
    text(child.stdout),
    new Promise((resolve) => void child.once('close', resolve)),
  ]);
  return { code, output };
}

test('the real function signs receipts, the sweep signs a receipt that was delayed by an outage, and the command verifies all of them with the published keys', async () => {
  const instance = createInstance(stack(), { now: systemClock });
  const key = await storeKey(instance, systemClock, 'acme');
  const customer = { email, authenticated_by: 'sso' };
  const subjects = await startFunction(stack(), 'subjects', { env: { LOG_LEVEL: 'info' } });
  const call = callerOf(subjects, key);
  await callerOf(instance.customers, key)('POST', '/v1/customers', customer);
  const first = await call('POST', '/v1/erasures', {
    scope: { subject: { email } },
    confirm: true,
  });
  expect(first.body).toMatchObject({ status: 'complete', receipt_number: 1 });
  const { salt, id } = first.body;

  stack().kms.setOutage(true);
  const scope = { conversation_id: 'c-1' };
  const second = await call('POST', '/v1/erasures', { scope, confirm: true });
  stack().kms.setOutage(false);
  expect(second.body).toMatchObject({ status: 'complete', receipt_number: null });
  const path = `/v1/erasures/${second.body.id}/receipt`;
  expect((await call('GET', path)).body.code).toBe('receipt-pending');
  const later = () => systemClock() + 61 * microsPerSecond;
  expect(await instance.erase({ now: later })).toMatchObject({ failed: 0, receipts: 1 });
  expect(await instance.erase({ now: later })).toMatchObject({ failed: 0, receipts: 0 });
  const third = await call('POST', `/v1/erasures/${id}/recheck`, { subject: { email }, salt });
  expect(third.body).toMatchObject({ absent: true });

  const receipt = await call('GET', `/v1/erasures/${id}/receipt`);
  expect(receipt.headers.get('content-type')).toBe('application/jose');
  const published = await call('GET', '/.well-known/mayfly-keys.json');
  const all = await call('GET', '/v1/receipts');
  const listed = all.body.items.map(({ number, kind }) => `${String(number)} ${String(kind)}`);
  expect(listed.toSorted()).toEqual(['1 erasure', '2 erasure', '3 absence']);
  const raw = await stack().exportRaw();
  expect(findValues(raw, [email, email.toLowerCase(), String(salt)])).toEqual([]);

  const directory = await mkdtemp(join(tmpdir(), 'mayfly-receipts-'));
  const write = async (name: string, content: string) => {
    await writeFile(join(directory, name), content);
    return join(directory, name);
  };
  const own = await write('receipt.jws', `${receipt.text}\n`);
  const chain = await write('receipts.json', all.text);
  const keys = ['--keys', await write('keys.json', published.text)];
  const alone = await verify([own, ...keys]);
  expect([alone.code, alone.output]).toEqual([0, expect.stringMatching(/Receipt 1: Erasure/)]);
  expect(alone.output).toMatch(/What this receipt does not prove/);
  expect((await verify([chain, ...keys])).code).toBe(0);
  // The log of `subjects` has no line for the receipt that the sweep issued. But each receipt
  // contains the hash of the previous one. So the line of the next receipt proves the receipt of
  // the sweep too.
  const heads = await write('heads.log', subjects.output());
  const witnessed = await verify([chain, ...keys, '--heads', heads]);
  expect([witnessed.code, witnessed.output]).toEqual([
    0,
    expect.stringMatching(/Compared with the log lines/),
  ]);
  const hash = /"receipt_hash":"([0-9a-f]{64})"/.exec(subjects.output())?.[1] ?? '';
  const fork = await write('fork.log', subjects.output().replaceAll(hash, 'f'.repeat(64)));
  const forked = await verify([chain, ...keys, '--heads', fork]);
  expect([forked.code, forked.output]).toEqual([1, expect.stringMatching(/another receipt/)]);
  const theirs = await verify([own, ...keys, '--salt', String(salt)], `email=${email}\n`);
  expect([theirs.code, theirs.output]).toEqual([
    0,
    expect.stringMatching(/the search used exactly these/),
  ]);
  const asJson = JSON.stringify({ subject: { email }, salt });
  expect((await verify([own, ...keys, '--compare'], asJson)).code).toBe(0);

  const others = await verify([own, ...keys, '--salt', String(salt)], 'email=bert@example.org');
  expect([others.code, others.output]).toEqual([1, expect.stringMatching(/does not belong/)]);
  const changed = await write('changed.jws', receipt.text.replace('.', '.A'));
  const foreign = published.text.replaceAll('receipts/1', 'receipts/2');
  const otherKeys = await write('other-keys.json', foreign);
  for (const args of [
    [changed, ...keys],
    [own, '--keys', otherKeys],
    [own, '--keys', own],
    [join(directory, 'nothing'), ...keys],
  ])
    expect((await verify(args)).code).toBe(1);
  for (const args of [['--unknown'], []]) expect((await verify(args)).code).toBe(2);
  const help = await verify(['--help']);
  expect([help.code, help.output]).toEqual([0, expect.stringMatching(/verify-receipt -- FILE/)]);
}, 120_000);
