import { expect, test } from 'vitest';
import { createAppFixture } from '#shared/http/testing/create-app-fixture.ts';
import { createRafflesApp } from './app.ts';

const giveaway = { name: 'Sommer', policy: 'once' };

test('each person enters a giveaway once, and a draw chooses two of them', async () => {
  const call = await createAppFixture(createRafflesApp).callerOf('acme');
  const { body: raffle } = await call('POST', '/v1/raffles', giveaway);
  const enter = (email: string) =>
    call('POST', '/v1/raffle-participations', { raffle_id: raffle.id, email });
  for (const name of ['anna', 'bert', 'cora'])
    expect((await enter(`${name}@example.org`)).status).toBe(201);
  const again = await enter('ANNA@example.org');
  expect([again.status, again.body.code]).toEqual([409, 'already-participating']);

  const { status, body: drawn } = await call('POST', `/v1/raffles/${raffle.id}/draws`, {
    count: 2,
  });
  expect([status, drawn['winners']]).toMatchObject([201, [{}, {}]]);
  const draws = await call('GET', `/v1/raffles/${raffle.id}/draws`);
  expect(draws.body.items).toMatchObject([{ id: drawn.id }]);
  const winners = await call('GET', `/v1/raffles/${raffle.id}/winners`);
  expect(winners.body.items).toHaveLength(2);
});

test('a caller with only the right to read cannot draw, and another tenant does not find the raffle', async () => {
  const { callerOf } = createAppFixture(createRafflesApp);
  const call = await callerOf('acme');
  const { body: raffle } = await call('POST', '/v1/raffles', giveaway);
  const reader = await callerOf('acme', ['raffle_participations:read']);
  const draw = await reader('POST', `/v1/raffles/${raffle.id}/draws`, { count: 1 });
  expect([draw.status, draw.body.code]).toEqual([403, 'scope-missing']);
  const stranger = await callerOf('other');
  expect((await stranger('GET', `/v1/raffles/${raffle.id}/draws`)).status).toBe(404);
});
