import { expect, test } from 'vitest';
import type { Variables } from '#shared/client/schemas.ts';
import { kindOfVariable, sizeOfVariable } from './describe-variable.ts';

const variable = {
  id: '0'.repeat(32),
  created_at: '2026-03-01T10:00:00.000Z',
  expires_at: '2026-04-30T10:00:00.000Z',
  experience_id: 'beratung',
  instance_id: 'c-1',
  name: 'strasse',
} satisfies Variables;

test('the size of a value is the number of bytes of its JSON in UTF-8', () => {
  const one = { ...variable, value: 'Straße' };
  expect([kindOfVariable(one), sizeOfVariable(one)]).toEqual(['text', 9]);
});

test('a file has its own size, even if it is empty', () => {
  const one = { ...variable, file_type: 'text/plain', file_bytes: 0 };
  expect([kindOfVariable(one), sizeOfVariable(one)]).toEqual(['file', 0]);
});

test('a masked value has no kind and no size, but a file with a masked name has both', () => {
  const value = { ...variable, masked: ['value'] };
  expect([kindOfVariable(value), sizeOfVariable(value)]).toEqual([undefined, undefined]);
  const file = { ...variable, masked: ['file_name'], file_bytes: 12 };
  expect([kindOfVariable(file), sizeOfVariable(file)]).toEqual(['file', 12]);
});
