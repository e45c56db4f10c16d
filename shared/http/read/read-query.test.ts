import { type Context, Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import type { AppEnv } from '../env.ts';
import { readListQuery, readNoQuery, readPage } from './read-query.ts';

/** What a reader makes of a URL's query, or the problem it is refused with. */
async function read(query: string, reader: (c: Context<AppEnv>) => unknown): Promise<unknown> {
  const app = new Hono<AppEnv>();
  app.get('/', (c) => Response.json(reader(c) ?? 'fine'));
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json({ code: error.code, errors: error.errors }, 400);
  });
  return (await app.request(`/${query}`)).json();
}

const list = (query: string, category: Category = nluMessages) =>
  read(query, (c) => readListQuery(c, category));
const refused = expect.objectContaining({ code: 'query-invalid' });

test('without parameters a list has 50 rows and no filters', async () => {
  expect(await list('')).toEqual({ page: { limit: 50 }, filters: [] });
});

test('limit, cursor and after are read', async () => {
  expect(await list('?limit=200&cursor=abc&after=def')).toEqual({
    page: { limit: 200, cursor: 'abc', after: 'def' },
    filters: [],
  });
});

test.each(['1', '200'])('a limit of %s is taken', async (limit) => {
  expect(await list(`?limit=${limit}`)).toMatchObject({ page: { limit: Number(limit) } });
});

test.each(['0', '201', '-1', '1.5', '1e2', '0x10', '', '%201', 'ten', '1000'])(
  'a limit of «%s» is refused',
  async (limit) => {
    expect(await list(`?limit=${limit}`)).toEqual({
      code: 'query-invalid',
      errors: [{ parameter: 'limit', rule: 'whole number from 1 to 200' }],
    });
  },
);

test('filters come as the types of their fields', async () => {
  const query = '?intent=order.status&reviewed=false&confidence_min=0.25&confidence_max=1';
  expect(await list(query)).toMatchObject({
    filters: [
      { field: 'intent', op: '==', value: 'order.status' },
      { field: 'confidence', op: '>=', value: 0.25 },
      { field: 'confidence', op: '<=', value: 1 },
      { field: 'reviewed', op: '==', value: false },
    ],
  });
});

test.each([
  'confidence_max=2',
  'confidence_max=',
  'confidence_min=Infinity',
  'confidence_min=x',
  'confidence_min=0x1',
  'confidence_min=.5',
  'confidence_min=%200.5',
  'confidence=1',
  'reviewed=yes',
  'reviewed=1',
  'intent=a@example.org',
  'intent=4930123456',
  'intent=a&intent=b',
  'text=x',
  'email=a@example.org',
  'Limit=1',
])('?%s is refused', async (query) => {
  expect(await list(`?${query}`)).toEqual(refused);
});

describe('an answer that refuses', () => {
  test.each([
    'Geheim4711=1',
    'intent=Geheim%204711',
    'limit=Geheim4711',
    'intent=Geheim4711&intent=b',
  ])('?%s repeats none of it', async (query) => {
    const answer = await list(`?${query}`);
    expect(answer).toEqual(refused);
    expect(JSON.stringify(answer)).not.toContain('Geheim');
  });
});

test('a category’s own filters are known and no others', async () => {
  expect(await list('?experience_id=e', chatMessages)).toMatchObject({
    filters: [{ field: 'experience_id', op: '==', value: 'e' }],
  });
  expect(await list('?intent=e', chatMessages)).toEqual(refused);
});

test.each(categories)('$id is never filtered by what is encrypted', async (category) => {
  const encrypted = Object.entries(category.fields).filter(([, field]) => field.atRest === 'aes');
  const answers = await Promise.all(encrypted.map(([name]) => list(`?${name}=x`, category)));
  expect(answers).toEqual(encrypted.map(() => refused));
});

test('where no parameter is known any is refused, and where only pages are, filters are', async () => {
  expect(await read('', readNoQuery)).toBe('fine');
  expect(await read('?limit=1', readNoQuery)).toEqual(refused);
  expect(await read('?limit=1', readPage)).toEqual({ limit: 1 });
  expect(await read('?intent=x', readPage)).toEqual(refused);
});
