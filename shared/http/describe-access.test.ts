import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';
import { actionOf, isReading, targetOf } from './describe-access.ts';

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

test('the address is the one that the platform saw', () => {
  expect(clientAddress('1.2.3.4, 203.0.113.7')).toBe('203.0.113.7');
  expect(clientAddress('2001:db8::1')).toBe('2001:db8::1');
  expect(clientAddress('anna')).toBeUndefined();
  expect(clientAddress(undefined)).toBeUndefined();
});
