import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { plainId } from '#shared/categories/field-schemas.ts';
import { actionOf, fieldsAskedFor, isReading, targetOf } from './describe-access.ts';

describe('an action', () => {
  test.each([
    ['GET', '/v1/customers', 'customers.list'],
    ['GET', '/v1/customers/:id', 'customers.read'],
    ['POST', '/v1/customers', 'customers.create'],
    ['PUT', '/v1/customers', 'customers.replace'],
    ['PATCH', '/v1/customers/:id', 'customers.correct'],
    ['DELETE', '/v1/customers/:id', 'customers.delete'],
    ['POST', '/v1/customers/search', 'customers.search'],
    ['POST', '/v1/customers/:id/touch', 'customers.touch'],
    ['GET', '/v1/customers/export.csv', 'customers.export.csv'],
    ['GET', '/v1/conversations/:id/messages', 'conversations.messages.list'],
    ['PUT', '/v1/conversations/:id/subject', 'conversations.subject.replace'],
    ['POST', '/v1/coupon-pools/:id/emit', 'coupon-pools.emit'],
    ['POST', '/v1/raffles/:id/draws', 'raffles.draws'],
    ['GET', '/v1/nlu-messages/summary', 'nlu-messages.summary'],
    ['PATCH', '/v1/tenant/members/:id', 'tenant.members.correct'],
  ])('of %s %s is %s', (method, pattern, action) => {
    expect(actionOf(method, pattern)).toBe(action);
  });
});

test('what reads is told from what changes', () => {
  expect(isReading('GET', '/v1/customers')).toBe(true);
  expect(isReading('POST', '/v1/customers/search')).toBe(true);
  expect(isReading('POST', '/v1/customers')).toBe(false);
  expect(isReading('DELETE', '/v1/customers/:id')).toBe(false);
});

test('a target that could hold a personal value is left out', () => {
  const id = 'a1'.repeat(16);
  expect(targetOf('/v1/customers/:id', `/v1/customers/${id}`)).toBe(id);
  expect(targetOf('/v1/customers/:id/touch', `/v1/customers/${id}/touch`)).toBe(id);
  expect(targetOf('/v1/customers/:id', '/v1/customers/anna')).toBeUndefined();
  expect(targetOf('/v1/conversations/:id', '/v1/conversations/conv-1')).toBe('conv-1');
  const mail = '/v1/conversations/anna@example.com';
  expect(targetOf('/v1/conversations/:id', mail)).toBeUndefined();
  expect(targetOf('/v1/customers', '/v1/customers')).toBeUndefined();
});

test('fields that were asked for are a target that an entry can hold, each once, however many they are', () => {
  expect(fieldsAskedFor([])).toBeUndefined();
  expect(fieldsAskedFor(['email'])).toBe('email');
  expect(fieldsAskedFor(['intent', 'confidence', 'confidence'])).toBe('intent:confidence');
  const many = Array.from({ length: 30 }, (_, index) => `field_${String.fromCharCode(97 + index)}`);
  const target = fieldsAskedFor(many);
  expect(target).toMatch(/^field_a:field_b:.{1,64}$/);
  expect(plainId.safeParse(target).success).toBe(true);
});

test('a target is named however its id is written in the URL', async () => {
  const app = new Hono();
  app.get('/v1/conversations/:id', (c) =>
    c.json([c.req.param('id'), targetOf('/v1/conversations/:id', c.req.path) ?? null]),
  );
  const seen = async (id: string) => (await app.request(`/v1/conversations/${id}`)).json();
  for (const id of ['web:a.1', 'web%3Aa.1', '%77eb%3aa%2E1'])
    expect(await seen(id)).toEqual(['web:a.1', 'web:a.1']);
  // Encoded twice it names no conversation.
  for (const id of ['web%253Aa.1', '%2577eb:a.1'])
    expect(await seen(id)).toEqual([id.replace('%25', '%'), null]);
  const hex = 'a1'.repeat(16);
  expect(targetOf('/v1/customers/:id', `/v1/customers/%61${hex.slice(1)}`)).toBe(hex);
  expect(targetOf('/v1/customers/:id', '/v1/customers/%E0%A4%A')).toBeUndefined();
});
