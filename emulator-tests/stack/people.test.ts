import { expect, test } from 'vitest';
import { roles } from '#shared/access/roles.ts';
import { demoManagers } from '../../infra/local/demo/demo-managers.ts';
import { call } from './call-stack.ts';
import { startStackForTest } from './run-stack.ts';

test('stack.json has a token for a person of each role and for the operator; all these tokens are still valid after 180 days', async () => {
  const stack = await startStackForTest();
  const { managers, operator_token: operatorToken, api_key: apiKey } = stack.description;
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const me = (token: string) => call(stack, 'GET', '/v1/me', undefined, as(token));

  for (const role of roles) {
    const { status, body } = await me(managers[role]);
    expect([status, body.operator, body.tenants]).toEqual([
      200,
      false,
      [{ tenant: 'blumenhaus', role }],
    ]);
    expect(demoManagers.map(({ email }) => email)).toContain(body.email);
  }
  const operator = await me(operatorToken);
  expect(operator.body).toEqual({ email: 'betrieb@example.org', operator: true, tenants: [] });
  expect((await me(apiKey)).body.code).toBe('people-only');
  expect((await me(`${operatorToken.slice(0, -8)}AAAAAAAA`)).body.code).toBe('token-invalid');

  const message = { conversation_id: 'people', author: 'agent', text: 'Hallo' };
  await call(stack, 'POST', '/v1/chat-messages', message);
  await call(stack, 'POST', '/_local/clock', { advance_days: 180 });
  for (const token of [...roles.map((role) => managers[role]), operatorToken])
    expect((await me(token)).status).toBe(200);
  const list = await call(stack, 'GET', '/v1/chat-messages', undefined, as(managers.support));
  expect([list.status, list.body.items]).toEqual([200, []]);
});
