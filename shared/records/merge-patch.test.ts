import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { mergePatch, sentPart } from './merge-patch.ts';
import { mergeRecord } from './merge-record.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture } from './testing/create-test-context.ts';

describe('a merge patch', () => {
  // The examples of RFC 7396, appendix A.
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('changes %j with the patch %j to %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  test('does not change a prototype, and treats the names of built-in properties as ordinary keys', () => {
    const evil = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}');
    const merged = mergePatch({ toString: { a: 1 } }, { ...evil, toString: { b: 2 } });
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as { admin?: true }).admin).toBeUndefined();
    expect(merged).toMatchObject({
      toString: { a: 1, b: 2 },
      constructor: { prototype: { x: 1 } },
    });
    expect(JSON.stringify(mergePatch({}, evil))).toContain('"constructor"');
  });

  test('and a second patch of other keys can be applied in either order, with the same result; a caller who may only write sees only the keys that it sent', () => {
    const patch = (keys: readonly string[]) =>
      fc.dictionary(fc.constantFrom(...keys), fc.option(fc.jsonValue({ maxDepth: 1 })));
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        patch(['a', 'b']),
        patch(['c']),
        (target, one, other) => {
          const merged = mergePatch(mergePatch(target, one), other);
          expect(merged).toEqual(mergePatch(mergePatch(target, other), one));
          const shown = sentPart(merged, one) as object;
          for (const key of Object.keys(shown)) expect(Object.keys(one)).toContain(key);
        },
      ),
    );
    expect(sentPart({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
  });
});

const category = customers;
const email = 'a@example.org';
const keys = Array.from({ length: 20 }, (_, at) => `key${at}`);

async function open(values: object = {}) {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const body = { email, authenticated_by: 'sso', values };
  const [first] = (await createRecords(ctx, { category, body })).records;
  const id = first?.id ?? '';
  const valuesNow = async () => (await readRecord(ctx, { category, id })).fields['values'];
  const correct = async (changed: unknown) =>
    correctRecord(ctx, { category, id, body: { values: changed } });
  return { fixture, ctx, id, valuesNow, correct };
}

const refused = (rule: string, pointer = '/values') => ({
  code: 'validation-failed',
  errors: [{ pointer, rule }],
});

describe('a correction of values', () => {
  test('keeps the values that it does not mention, and removes the values that it sets to null', async () => {
    const { valuesNow, correct } = await open({ city: 'Köln', size: { shoe: 40, hat: 57 } });
    await correct({ city: null, size: { hat: 58 }, pets: ['dog'] });
    expect(await valuesNow()).toEqual({ size: { shoe: 40, hat: 58 }, pets: ['dog'] });
  });

  test('by twenty modules at the same time loses no value, even if some modules find the record by id and others by email', async () => {
    const { fixture, id, valuesNow } = await open();
    const setting = keys.map(async (key, at) => {
      const ctx = fixture.otherProcess('acme');
      const values = { [key]: at };
      return at % 2 === 0
        ? correctRecord(ctx, { category, id, body: { values } })
        : mergeRecord(ctx, { category, body: { email, authenticated_by: 'sso', values } });
    });
    await Promise.all(setting);
    expect(await valuesNow()).toEqual(Object.fromEntries(keys.map((key, at) => [key, at])));
  });

  test('is refused if the corrected values exceed the limits; the number of sent keys does not matter', async () => {
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`k${from + at}`, at]));
    const { valuesNow, correct } = await open(many(0));
    await expect(correct(many(120))).rejects.toMatchObject(refused('max-keys'));
    const exchanged = Object.fromEntries(Object.keys(many(0)).map((key) => [key, null]));
    await correct({ ...exchanged, ...many(120) });
    expect(await valuesNow()).toEqual(many(120));
    const long = 'x'.repeat(40_000);
    await correct({ ...Object.fromEntries(Object.keys(many(120)).map((k) => [k, null])), long });
    await expect(correct({ longer: long })).rejects.toMatchObject(refused('max-bytes'));
    expect(await valuesNow()).toEqual({ long });
  });

  test.each([
    ['contains the key __proto__', '{"__proto__":{"a":1}}', 'no-proto-key'],
    ['contains the key __proto__ in an inner object', '{"a":[{"__proto__":null}]}', 'no-proto-key'],
    ['is nested too deep', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'max-nesting'],
    ['is not an object', '[1]', 'object'],
    ['contains a number that is too large', '{"a":1e999}', 'number-too-large'],
  ])('that %s is refused, and changes nothing', async (_name, text, rule) => {
    const { valuesNow, correct } = await open({ a: 1 });
    await expect(correct(JSON.parse(text))).rejects.toMatchObject(refused(rule));
    expect(await valuesNow()).toEqual({ a: 1 });
  });
});

describe('a merge by email', () => {
  const merge = (by: Awaited<ReturnType<typeof open>>, body: object) =>
    mergeRecord(by.ctx, { category, body });

  test('finds the customer even if the email has other capital letters, and creates a customer with the sent values if none exists', async () => {
    const opened = await open({ city: 'Köln' });
    const spelled = { email: 'A@Example.org', authenticated_by: 'code' };
    const found = await merge(opened, { ...spelled, values: { size: 3 } });
    expect([found.created, found.record.id]).toEqual([false, opened.id]);
    expect(found.record.fields).toEqual({ ...spelled, values: { city: 'Köln', size: 3 } });
    const other = { email: 'new@example.org', authenticated_by: 'sso' };
    const made = await merge(opened, { ...other, values: { a: 1, b: null } });
    expect([made.created, made.record.fields]).toEqual([true, { ...other, values: { a: 1 } }]);
  });

  test('is refused without the email or without the proof of authentication', async () => {
    const opened = await open();
    await expect(merge(opened, { email, values: {} })).rejects.toMatchObject({
      errors: [{ pointer: '/authenticated_by' }],
    });
    await expect(merge(opened, { authenticated_by: 'sso' })).rejects.toMatchObject(
      refused('required', '/email'),
    );
  });

  test('makes the expiry later, because a merge is an interaction', async () => {
    const opened = await open();
    opened.fixture.clock.now += 1_000_000;
    const before = await readRecord(opened.ctx, { category, id: opened.id });
    const { record } = await merge(opened, { email, authenticated_by: 'sso' });
    expect(record.expiresAt - before.expiresAt).toBe(1_000_000);
  });
});
