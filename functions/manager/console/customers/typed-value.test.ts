import { expect, test } from 'vitest';
import { givenTypes, parseTyped, textOf, typeOf, valueTypes } from './typed-value.ts';

test.each([
  ['Bonn', 'text'],
  ['', 'text'],
  [0, 'number'],
  [false, 'truth'],
  [['a'], 'list'],
  [{ a: 1 }, 'object'],
] as const)('%j, of the kind %s, is unchanged after conversion to text and back', (value, type) => {
  expect(typeOf(value)).toBe(type);
  expect(parseTyped(type, textOf(value))).toEqual({ value });
});

test('the kind of each value is recognised', () => {
  const known = ['x', 1, true, [], {}, null].map(typeOf);
  expect(known).toEqual([...valueTypes]);
  expect([...givenTypes, 'nothing']).toEqual(known);
});

test.each([
  ['number', '12,5', 12.5],
  ['number', ' -3 ', -3],
  ['number', '1e3', 1_000],
  ['text', '12', '12'],
  ['list', '[1, 2]', [1, 2]],
] as const)('as a value of the kind %s, “%s” is read correctly', (type, text, value) => {
  expect(parseTyped(type, text)).toEqual({ value });
});

test.each([
  ['number', ''],
  ['number', 'zwölf'],
  ['number', '1.000,5'],
  ['number', '0x10'],
  ['number', '90071992547409931'],
  ['number', '1e999'],
] as const)('as a value of the kind %s, “%s” is refused', (type, text) => {
  expect(parseTyped(type, text)).toEqual({ fault: 'number' });
});

test('invalid JSON gets another error than valid JSON of the wrong kind', () => {
  expect(parseTyped('list', '{"a":1}')).toEqual({ fault: 'list' });
  expect(parseTyped('object', '[1]')).toEqual({ fault: 'object' });
  expect(parseTyped('object', 'null')).toEqual({ fault: 'object' });
  expect(parseTyped('object', '{a:1}')).toEqual({ fault: 'json' });
});

test('a new null in an object is refused, because the API would remove its key', () => {
  expect(parseTyped('object', '{"a":null}')).toEqual({ fault: 'null' });
  expect(parseTyped('object', '{"a":{"b":null}}', { a: {} })).toEqual({ fault: 'null' });
  expect(parseTyped('object', '{"a":null}', { a: 1 })).toEqual({ fault: 'null' });
});

test('a null that was stored before, or that is in a list, is accepted', () => {
  const stored = { a: null, b: 1 };
  expect(parseTyped('object', '{"a":null,"b":2}', stored)).toEqual({ value: { a: null, b: 2 } });
  expect(parseTyped('list', '[null,{"a":null}]')).toEqual({ value: [null, { a: null }] });
  expect(parseTyped('object', '{"a":[null]}')).toEqual({ value: { a: [null] } });
});
