import { expect, test } from 'vitest';
import { describeError } from './logger.ts';

const texts = [
  'Geheim4711',
  'first line\nGeheim4711',
  'a\n    at Geheim4711 (Geheim.ts:1:1)',
  '\n    at Geheim4711:1:1\n',
];

test.each(texts)(
  'the log names the class of an error and where it was thrown, and contains no part of its text: %j',
  (text) => {
    const described = describeError(new TypeError(text));
    expect(described.error).toBe('TypeError');
    expect(described.stack[0]).toMatch(/^at .*describe-error\.test\.ts:\d+:\d+/);
    expect(described.stack.length).toBeGreaterThan(1);
    expect(JSON.stringify(described)).not.toContain('Geheim');
  },
);

test('the log does not contain the text of an error’s cause, or a text that code gave to an existing error', () => {
  const error = new Error('Geheim4711\n at Geheim4711', { cause: new Error('Geheim4711') });
  error.message = 'Geheim4712';
  const described = describeError(error);
  expect(JSON.stringify(described)).not.toContain('Geheim');
  expect(described.stack.length).toBeGreaterThan(1);
});

test('a log line contains at most eight lines of an error’s stack', () => {
  const deep = (depth: number): never => {
    if (depth === 0) throw new Error('x');
    return deep(depth - 1);
  };
  const thrown = (() => {
    try {
      return deep(20);
    } catch (error) {
      return error;
    }
  })();
  expect(describeError(thrown).stack).toHaveLength(8);
});

test.each(['Geheim4711', { secret: 'Geheim4711' }, undefined, null])(
  'if %o is thrown instead of an error, only its type is logged',
  (thrown) => {
    expect(describeError(thrown)).toEqual({ error: typeof thrown, stack: [] });
  },
);
