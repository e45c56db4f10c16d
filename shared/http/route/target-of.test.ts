import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { AppEnv } from '../env.ts';
import type { Target } from './personal.ts';
import { targetOf } from './target-of.ts';

/** Sends a request. Returns the id that the route gets, and the target of the request's entry. */
async function see(target: Target, id: string, pattern = '/v1/things/:id') {
  const app = new Hono<AppEnv>();
  app.get(pattern, (c) => {
    c.set('route', { path: pattern });
    c.set('fieldsAsked', 'email');
    return c.json({ id: c.req.param('id'), target: targetOf(c, target) });
  });
  const response = await app.request(pattern.replace(':id', id));
  return (await response.json()) as { readonly id: string; readonly target?: string };
}

const hex = 'a1'.repeat(16);

test('an entry has no target if the id in the path could be a personal value', async () => {
  expect((await see('own-id', hex)).target).toBe(hex);
  expect((await see('own-id', hex, '/v1/things/:id/touch')).target).toBe(hex);
  expect((await see('own-id', 'anna')).target).toBeUndefined();
  expect((await see('chosen-id', 'conv-1')).target).toBe('conv-1');
  expect((await see('chosen-id', 'anna@example.com')).target).toBeUndefined();
});

test('a route with the target `none`, or with `own-id` but no id in the path, notes no target; a route with `fields` notes the requested fields', async () => {
  expect((await see('none', hex)).target).toBeUndefined();
  expect((await see('fields', hex)).target).toBe('email');
  expect((await see('own-id', hex, '/v1/things')).target).toBeUndefined();
});

test('an entry has the same target for every spelling of the id in the URL', async () => {
  for (const id of ['web:a.1', 'web%3Aa.1', '%77eb%3aa%2E1'])
    expect(await see('chosen-id', id)).toEqual({ id: 'web:a.1', target: 'web:a.1' });
  // An id that is encoded twice is not the id of a conversation.
  for (const id of ['web%253Aa.1', '%2577eb:a.1'])
    expect(await see('chosen-id', id)).toEqual({ id: id.replace('%25', '%') });
  expect((await see('own-id', `%61${hex.slice(1)}`)).target).toBe(hex);
  expect((await see('own-id', '%E0%A4%A')).target).toBeUndefined();
});
