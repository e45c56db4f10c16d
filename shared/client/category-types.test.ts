import { expect, expectTypeOf, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { clientCategories } from './client-categories.ts';
import { createMayflyClient } from './create-mayfly-client.ts';

const client = createMayflyClient({ baseUrl: 'https://mayfly.example.com' });

test('the client has every category of the registry, in the order of the registry', () => {
  expect(Object.values(clientCategories).map(({ path }) => path)).toEqual(
    categories.map(({ path }) => path),
  );
});

test('in four sample categories, the client has verbs that the declaration offers, and lacks verbs that it does not offer', () => {
  expectTypeOf(client.customers).toHaveProperty('touch');
  expectTypeOf(client.customers).toHaveProperty('upsert');
  expectTypeOf(client.customers).toHaveProperty('correct');
  expectTypeOf(client.chatMessages).not.toHaveProperty('touch');
  expectTypeOf(client.chatMessages).not.toHaveProperty('upsert');
  expectTypeOf(client.chatMessages).not.toHaveProperty('correct');
  expectTypeOf(client.chatMessages).not.toHaveProperty('search');
  expectTypeOf(client.couponCodes).not.toHaveProperty('create');
  expectTypeOf(client.couponCodes).toHaveProperty('search');
  expectTypeOf(client.managerLog).not.toHaveProperty('create');
  expectTypeOf(client.managerLog).not.toHaveProperty('delete');
  expectTypeOf(client.managerLog).toHaveProperty('exportCsv');
});

test('fields, filters and lookups have the types of their declaration', () => {
  type Created = Parameters<typeof client.chatMessages.create>[0];
  expectTypeOf<Created['author']>().toEqualTypeOf<'customer' | 'bot' | 'agent'>();
  expectTypeOf<{ author: 'bot'; text: string }>().not.toExtend<Created>();
  type Consent = Parameters<typeof client.marketingConsents.create>[0];
  expectTypeOf<Consent>().not.toHaveProperty('status');
  type Message = Awaited<ReturnType<typeof client.nluMessages.get>>;
  expectTypeOf<Message['confidence']>().toEqualTypeOf<number | undefined>();
  type Query = NonNullable<Parameters<typeof client.nluMessages.list>[0]>;
  expectTypeOf<Query['confidence_min']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Query>().not.toHaveProperty('text');
  type Search = Parameters<typeof client.raffleParticipations.search>[0];
  expectTypeOf<{ email: string }>().toExtend<Search>();
  expectTypeOf<{ phone: string }>().toExtend<Search>();
  expectTypeOf<{ email: string; phone: string }>().not.toExtend<Search>();
  type Variable = Parameters<typeof client.variables.create>[0];
  expectTypeOf<Variable['expires_at']>().toEqualTypeOf<string | undefined>();
  type Correction = Parameters<typeof client.customers.correct>[1];
  expectTypeOf<{ values: null }>().toExtend<Correction>();
  expectTypeOf<{ email: null }>().not.toExtend<Correction>();
  type Redemption = Parameters<typeof client.loyaltyRedemptions.correct>[1];
  expectTypeOf<Redemption>().toHaveProperty('email');
  expectTypeOf<Redemption>().not.toHaveProperty('coins');
  expectTypeOf<Redemption>().not.toHaveProperty('reward_id');
});

test('the values of a customer are a JSON object in a request, and the state of a session is any JSON in an answer', () => {
  type Values = NonNullable<Parameters<typeof client.customers.create>[0]['values']>;
  type State = Awaited<ReturnType<typeof client.messengerSessions.get>>['state'];
  expectTypeOf<{
    city: string;
    sizes: number[];
    nested: { open: boolean | null };
  }>().toExtend<Values>();
  expectTypeOf<Values['anything']>().toEqualTypeOf<unknown>();
  expectTypeOf<State>().toEqualTypeOf<unknown>();
  expectTypeOf<string[]>().not.toExtend<Values>();
});
