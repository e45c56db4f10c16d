import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { configuration } from '../../infra/build/compile-ahead.ts';
import { root } from '../../infra/build/functions.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { callerOf } from '../harness/caller.ts';
import { startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-numbering-plans');
const copies = mkdtempSync(join(tmpdir(), 'plans-'));
const path = '/v1/marketing-consents';

beforeAll(async () => buildBundles(['consents']));
afterAll(() => rmSync(copies, { recursive: true }));

test('a bundle has the numbering plans in a separate file, and starts without reading it', async () => {
  // In another folder the bundle can load only the files that were copied with it.
  const out = join(copies, 'consents');
  cpSync(`${root}dist/consents`, out, { recursive: true });
  const code = `
    const { createRequire } = require('node:module');
    require(${JSON.stringify(out)});
    const isPlan = (file) => file.includes('libphonenumber');
    console.log(Object.keys(require.cache).filter(isPlan).length);
    const plans = createRequire(${JSON.stringify(join(out, 'main.js'))})('libphonenumber-js/min');
    console.log(plans.parsePhoneNumberFromString('0171 3920012', 'DE').number);
    console.log(Object.keys(require.cache).filter(isPlan).length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], {
    cwd: copies,
    env: configuration,
  });
  expect(stdout).toBe('0\n+491713920012\n1\n');
});

test('the real process finds a phone number in other spellings, and stores the version of the numbering plans with the lookup secrets', async () => {
  const key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  const call = callerOf(await startFunction(stack(), 'consents'), key);
  const { status, body } = await call('POST', path, { type: 'sms', phone: '(+49) 171 3920012' });
  expect(status).toBe(201);
  for (const phone of ['0171/3920012', '+49 (0) 171–3920012', '0049 171 3920012']) {
    const found = await call('POST', `${path}/search`, { phone });
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  }
  const secrets = (await stack().readState()).find(
    ({ collection }) => collection === 'lookup_secrets',
  );
  expect(JSON.stringify(secrets)).toMatch(/"numbering_plan".*"\d+\.\d+\.\d+"/);
});
