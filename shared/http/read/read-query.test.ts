import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import type { AppEnv } from '../env.ts';
import {
  anyQuery,
  forwardPageQuery,
  listQuery,
  narrowedPageQuery,
  noQuery,
  pageQuery,
  type Query,
} from './read-query.ts';

/** The values that a kind of query reads from a URL, or the problem if it refuses the URL. */
async function read(query: string, kind: Query<unknown>): Promise<unknown> {
  const app = new Hono<AppEnv>();
  app.get('/', (c) => Response.json(kind.read(c) ?? 'fine'));
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json({ code: error.code, errors: error.errors }, 400);
  });
  return (await app.request(`/${query}`)).json();
}

const list = (query: string, category: Category = nluMessages) => read(query, listQuery(category));
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

test.each(['1', '200'])('a limit of %s is accepted', async (limit) => {
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

test('the value of a filter gets the type of its field', async () => {
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
  'intent=493023125014',
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
  ])('?%s repeats no value, and no name that could be a value', async (query) => {
    const answer = await list(`?${query}`);
    expect(answer).toEqual(refused);
    expect(JSON.stringify(answer)).not.toContain('Geheim');
  });
});

test('a category accepts its own filters, and no others', async () => {
  expect(await list('?experience_id=e', chatMessages)).toMatchObject({
    filters: [{ field: 'experience_id', op: '==', value: 'e' }],
  });
  expect(await list('?intent=e', chatMessages)).toEqual(refused);
});

test.each(categories)('$id has no filter on an encrypted field', async (category) => {
  const encrypted = Object.entries(category.fields).filter(([, field]) => field.atRest === 'aes');
  const answers = await Promise.all(encrypted.map(([name]) => list(`?${name}=x`, category)));
  expect(answers).toEqual(encrypted.map(() => refused));
});

test('a route without parameters refuses every parameter, and a route with only page parameters refuses filters', async () => {
  expect(await read('', noQuery)).toBe('fine');
  expect(await read('?limit=1', noQuery)).toEqual(refused);
  expect(await read('?limit=1', pageQuery)).toEqual({ limit: 1 });
  expect(await read('?intent=x', pageQuery)).toEqual(refused);
});

test('parameters that an HTML page reads itself are not checked', async () => {
  expect(await read('?limit=x&limit=y&anything=1', anyQuery)).toBe('fine');
});

const kinds: readonly (readonly [string, Query<unknown>])[] = [
  ['no query', noQuery],
  ['a page', pageQuery],
  ['a page without `after`', forwardPageQuery({ usual: 20, max: 50 })],
  ['a page narrowed by one filter', narrowedPageQuery(nluMessages, ['experience_id'])],
  ...categories.map((category) => [`a list of ${category.id}`, listQuery(category)] as const),
];

test.each(kinds)(
  '%s: an unknown parameter is refused, and a known parameter may be sent only once',
  async (_kind, query) => {
    const { parameters } = query;
    const taken = parameters.length === 0 ? 'none' : [...parameters].join(', ');
    const rule = `unknown: this path takes ${taken}`;
    for (const parameter of ['limt', 'confidence_minimum', 'unknown'])
      expect(await read(`?${parameter}=1`, query)).toMatchObject({ errors: [{ parameter, rule }] });
    for (const name of [
      'anna@example.org',
      'Anna',
      '03023125014',
      'a.b',
      'x'.repeat(17),
      'id_4711',
    ])
      expect(await read(`?${name}=1`, query)).toMatchObject({ errors: [{ parameter: '', rule }] });
    for (const name of parameters) {
      const answer = await read(`?${name}=1&${name}=1`, query);
      expect(answer).toMatchObject({ errors: [{ parameter: name, rule: 'at most once' }] });
    }
  },
);

test('a list with its own page sizes uses its default, and refuses a limit above its maximum', async () => {
  const query = forwardPageQuery({ usual: 20, max: 50 });
  expect(await read('', query)).toEqual({ limit: 20 });
  expect(await read('?limit=50&cursor=abc', query)).toEqual({ limit: 50, cursor: 'abc' });
  expect(await read('?limit=51', query)).toEqual(refused);
});

test('a range of creation times is read as instants, and its end is not part of the range', async () => {
  const query = '?created_after=2026-01-15T13:00:00%2B01:00&created_before=2026-01-16T00:00:00.5Z';
  expect(await list(query)).toMatchObject({
    filters: [
      { field: 'created_at', op: '>=', value: Date.UTC(2026, 0, 15, 12) * 1_000 },
      { field: 'created_at', op: '<', value: Date.UTC(2026, 0, 16, 0, 0, 0, 500) * 1_000 },
    ],
  });
});

test.each(['2026-01-15', '2026-01-15T13:00:00', '1768478400', 'gestern'])(
  'the creation time «%s» is refused',
  async (text) => {
    expect(await list(`?created_after=${text}`)).toMatchObject({
      code: 'query-invalid',
      errors: [{ parameter: 'created_after' }],
    });
  },
);
