import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLosses } from './find-losses.ts';
import { mayLose } from './may-lose.ts';

const distinct = 'distinct-keys';
const whole = 'whole numbers up to 2^53 - 1';
const wellFormed = 'well-formed-unicode';

/**
 * Returns the reported losses of a text, and checks that `mayLose` returns true if anything is
 * reported.
 */
function lossesOf(text: string) {
  const losses = findLosses(text);
  if (losses.length > 0) expect(mayLose(text, JSON.parse(text))).toBe(true);
  return losses;
}

test.each([
  ['{"values":{"n":24681357902468135}}', '/values/n', whole],
  ['{"n":9007199254740992}', '/n', whole],
  ['{"n":-9007199254740993}', '/n', whole],
  ['{"n":9007199254740993.0}', '/n', whole],
  ['{"n":9.007199254740993e15}', '/n', whole],
  ['{"n":1234567890123456E+20}', '/n', whole],
  ['[{"value":1},{"value":[0,18446744073709551615]}]', '/1/value/1', whole],
  ['24681357902468135', '', whole],
  ['{"a":1,"a":1}', '/a', distinct],
  ['{"a":{"b":1,"c":{},"b":2},"b":3}', '/a/b', distinct],
  ['[{"a":1},{"a":1,"\\u0061":2}]', '/1/a', distinct],
  ['{"a" : 1, "a"\n:2}', '/a', distinct],
  ['{"x":"a\\":b","a":1,"a":2}', '/a', distinct],
  ['{"value":"x\\ud83d"}', '/value', wellFormed],
  ['{"state":{"a":["\\uDE00x"]}}', '/state/a/0', wellFormed],
  ['{"state":{"\\ud83d":1}}', '/state', wellFormed],
  ['"\\ud83d"', '', wellFormed],
])('%s has a loss at «%s»: %s', (text, pointer, rule) => {
  expect(lossesOf(text)).toEqual([{ pointer, rule }]);
});

test.each([
  '{"n":9007199254740991,"m":-9007199254740991}',
  '{"n":0.9312345678901234,"m":3.141592653589793238}',
  '{"n":1e20,"m":6.02214076e23,"o":1.7976931348623157e-308,"p":1e308}',
  '{"n":"24681357902468135","m":"a\\":9007199254740993"}',
  '{"a":{"a":{"a":[{"a":1},{"a":2}]}}}',
  '{"a":"\\ud83d\\ude00","\\ud83d\\ude00":1,"b":"\\u00fc \\\\ud83d"}',
  '{"time":"10:29","url":"https://a.example/","quote":"\\":\\":"}',
  '{"__proto__":{"a":1},"constructor":2}',
  '{"1":1,"01":1,"":1," ":1}',
  '[]',
  'null',
])('parsing %s loses nothing', (text) => {
  expect(findLosses(text)).toEqual([]);
});

test('the path to a loss ends before the first name that may be a personal value', () => {
  const text = (name: string) => `{"values":{"${name}":{"n":24681357902468135}}}`;
  for (const name of ['anna@example.org', 'Anna', '0171 3920012', 'a/b', 'ä', 'a'.repeat(65), ''])
    expect(lossesOf(text(name))).toEqual([{ pointer: '/values', rule: whole }]);
  expect(lossesOf(text('orderId'))).toEqual([{ pointer: '/values/orderId/n', rule: whole }]);
  expect(lossesOf('{"Geheim4711":1,"Geheim4711":2}')).toEqual([{ pointer: '', rule: distinct }]);
});

test('at most 50 losses are reported together', () => {
  const numbers = Array.from({ length: 80 }, () => '24681357902468135').join();
  expect(lossesOf(`{"value":[${numbers}]}`)).toHaveLength(50);
});

test('losses in an ignored field are not reported, for a single record and for an array of records', () => {
  const body = '{"event":"a","http_body":{"id":24681357902468135,"a":1,"a":2,"b":"\\ud800"}}';
  expect(findLosses(body)).toHaveLength(3);
  expect(findLosses(body, ['http_body'])).toEqual([]);
  expect(findLosses(`[${body},${body}]`, ['http_body'])).toEqual([]);
  expect(findLosses(`{"value":${body}}`, ['http_body'])).toHaveLength(3);
  expect(findLosses(`{"n":24681357902468135,"http_body":1}`, ['http_body'])).toHaveLength(1);
});

const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(':', '":', '\\', '" :', '\\"', 'ü')),
    fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ noDefaultInfinity: true, noNaN: true, max: 1e15, min: -1e15 }),
    ),
    fc.constantFrom(true, null),
    fc.array(tie('value')),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value')),
  ),
})).value;

describe('a random JSON text', () => {
  const spacings = fc.constantFrom<[number | string]>([0], [2], ['\t']);

  test('without a loss gets no report, with any white space', () => {
    fc.assert(
      fc.property(tree, spacings, (value, [space]) => {
        const text = JSON.stringify(value, null, space);
        expect(findLosses(text)).toEqual([]);
      }),
    );
  });

  test('with a duplicate key is always reported, with any values and white space around the key', () => {
    const key = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(
        tree,
        key,
        tree,
        fc.constantFrom(':', ' :', '\n: ', ': '),
        (value, name, inner, colon) => {
          const member = `${JSON.stringify(name)}${colon}${JSON.stringify(inner)}`;
          const text = JSON.stringify([value, '«here»', value]).replace(
            '"«here»"',
            () => `{${member},${member}}`,
          );
          expect(mayLose(text, JSON.parse(text))).toBe(true);
          expect(findLosses(text).some(({ rule }) => rule === distinct)).toBe(true);
        },
      ),
    );
  });
});

test('a very deep or very long text causes no error', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(mayLose(deep, JSON.parse(deep))).toBe(false);
  expect(findLosses(deep)).toEqual([]);
  const long = `{"a":"${'\\"'.repeat(500_000)}","b":${'1'.repeat(500_000)}}`;
  expect(findLosses(long)).toEqual([]);
});
