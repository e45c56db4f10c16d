import { expect, test } from 'vitest';
import { isUnexpected, problemResponse, toProblem } from '#shared/http/answer/problem-response.ts';
import { StoreUnavailable, WriteConflict } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import {
  KeyDenied,
  KeyServiceUnavailable,
  KeyVersionUnusable,
  WrappedKeyDamaged,
} from '#shared/vault/key-wrapper.ts';
import { Problem } from './problem.ts';
import { type ProblemCode, problemTable } from './problem-table.ts';

const codes = Object.keys(problemTable) as ProblemCode[];

test.each(codes)(
  'the answer about %s has the form of RFC 9457, and contains only fixed texts',
  async (code) => {
    const { status, title, detail } = problemTable[code];
    const cause = new Error('Geheim4711');
    const response = problemResponse(new Problem(code, { cause }), 'request-1');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: `urn:mayfly:problem:${code}`,
      code,
      status,
      title,
      detail,
      request_id: 'request-1',
    });
    expect(response.headers.has('www-authenticate')).toBe(status === 401);
    const retryAfter = new Map<number, string>([
      [429, '1'],
      [503, '5'],
    ]);
    expect(response.headers.get('retry-after')).toBe(retryAfter.get(status) ?? null);
  },
);

test('the answer contains the rules that a request breaks', async () => {
  const errors = [{ pointer: '/email', rule: 'required' }];
  const response = problemResponse(new Problem('validation-failed', { errors }), 'r');
  expect(await response.json()).toMatchObject({ errors });
});

test.each([
  [new Problem('contention'), 'contention', false],
  [new KeyServiceUnavailable('Geheim'), 'keys-unavailable', false],
  [new StoreUnavailable('Geheim'), 'store-unavailable', false],
  [new KeyDenied('Geheim'), 'keys-refused', true],
  [new KeyVersionUnusable('Geheim'), 'keys-refused', true],
  [new WrappedKeyDamaged('Geheim'), 'keys-refused', true],
  [new DecryptionError(), 'internal', true],
  [new WriteConflict('Geheim'), 'internal', true],
  [new Error('Geheim'), 'internal', true],
  ['Geheim', 'internal', true],
] as const)('%o is reported as %s', (error, code, unexpected) => {
  expect(toProblem(error).code).toBe(code);
  expect(toProblem(error).message).not.toContain('Geheim');
  expect(isUnexpected(error)).toBe(unexpected);
});
