import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import {
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { createRuntimeLogApp } from './app.ts';

const path = '/v1/runtime-log';
const entry = { level: 'error', event: 'api.failed' };
const mark = '… [cut]';
let fixture: AppFixture;
let call: AppCall;
let debugging: AppCall;

beforeEach(async () => {
  fixture = createAppFixture(createRuntimeLogApp);
  const { store, clock } = fixture.fixture;
  const debugUntil = clock.now + 60 * microsPerSecond;
  const now = () => clock.now;
  await openTenant({ store, now }, 'debugging', { ...everythingOn(), debugUntil });
  call = await fixture.callerOf('acme');
  debugging = await fixture.callerOf('debugging');
});

/** Stores an entry with these fields, and returns the entry as Mayfly has stored it. */
async function keep(by: AppCall, fields: object) {
  const { status, body } = await by('POST', path, { ...entry, ...fields });
  expect([status, body['errors']]).toEqual([201, undefined]);
  const read = await by('GET', `${path}/${body.id}`);
  expect(read.body).toEqual(body);
  return read.body;
}

describe('an entry is not refused', () => {
  test('because its message is long: the message is cut to its limit, and its end says so', async () => {
    for (const letter of ['a', 'ü', '😀']) {
      const whole = letter.repeat(8_000);
      expect((await keep(call, { message: whole }))['message']).toBe(whole);
      const { message } = await keep(call, { message: letter.repeat(20_000) });
      expect(message).toBe(letter.repeat(8_000 - mark.length) + mark);
    }
  });

  test('because of an HTTP body while the debug mode is off, even if the body is invalid', async () => {
    const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
    for (const body of [
      '"' + 'x'.repeat(200_000) + '"',
      '{"a":1,"a":24681357902468135}',
      '"\\ud800"',
      deep,
      '1e400',
    ]) {
      const text = `{"level":"error","event":"api.failed","http_body":${body}}`;
      expect((await call('POST', path, text)).status).toBe(201);
      const { status, body: batch } = await call('POST', path, `[${text},${text}]`);
      expect([status, batch.items.length]).toEqual([201, 2]);
      expect(JSON.stringify(batch)).not.toContain('http_body');
    }
  });

  test('because its HTTP body is large in the debug mode: the body is cut to 64 KiB, and its end says so', async () => {
    const fits = 'x'.repeat(65_534);
    expect((await keep(debugging, { http_body: fits }))['http_body']).toBe(fits);
    for (const body of [
      `${fits}x`,
      'ü'.repeat(40_000),
      '"\u0000😀'.repeat(20_000),
      { items: Array.from({ length: 9_000 }, (_, id) => ({ id })) },
    ]) {
      const kept = String((await keep(debugging, { http_body: body }))['http_body']);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      expect(kept.endsWith(mark)).toBe(true);
      expect(text.startsWith(kept.slice(0, -mark.length))).toBe(true);
      const bytes = Buffer.byteLength(JSON.stringify(kept));
      expect(bytes).toBeLessThanOrEqual(65_536);
      expect(bytes).toBeGreaterThan(65_520);
      expect(kept.isWellFormed()).toBe(true);
    }
  });
});

test('in the debug mode an HTTP body is refused if JavaScript cannot store one of its numbers exactly', async () => {
  const text = '{"level":"error","event":"api.failed","http_body":{"id":24681357902468135}}';
  const { status, body } = await debugging('POST', path, text);
  expect([status, body.errors[0]?.pointer]).toEqual([422, '/http_body/id']);
});

test.each([
  ['203.0.113.7:52110', '203.0.113.7'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
])('the address %s is stored as %s', async (ip, kept) => {
  expect((await keep(call, { ip }))['ip']).toBe(kept);
});

test('an empty message, or a message that is not a text, is refused', async () => {
  for (const message of ['', 1, null, ['a']])
    expect((await call('POST', path, { ...entry, message })).status).toBe(422);
});
