import { describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { exportOptions, readExportOptions } from './export-options.ts';

const refused = [
  '',
  'x'.repeat(15),
  'x'.repeat(129),
  'pässwort-pässwort',
  'sixteen-and-a-tab\t',
  16,
];
const accepted = ['x'.repeat(16), 'x'.repeat(128), 'a pass phrase with spaces'];

/** Returns the accepted password, or the errors if the password is refused. */
function readIn(category: (typeof categories)[number], password: unknown): unknown {
  try {
    return readExportOptions(category, { password }).options.password;
  } catch (error) {
    return (error as { readonly errors?: unknown }).errors;
  }
}

describe.each(categories.map((category) => [category.id, category] as const))(
  'the export of %s',
  (_id, category) => {
    test('refuses a password that is too short, too long, or contains other characters than visible ASCII and spaces; the error names the field, but does not contain the password', () => {
      for (const password of refused)
        expect([password, readIn(category, password)]).toEqual([
          password,
          [expect.objectContaining({ pointer: '/password' })],
        ]);
      const told = JSON.stringify(refused.map((each) => readIn(category, each)));
      for (const password of refused.slice(1, 5)) expect(told).not.toContain(String(password));
    });

    test('accepts a password of 16 to 128 characters, and no password', () => {
      for (const password of [...accepted, undefined])
        expect(readIn(category, password)).toBe(password);
    });
  },
);

test('an archive of a person has the same rule for its password', () => {
  for (const password of refused)
    expect([password, exportOptions.safeParse({ password }).success]).toEqual([password, false]);
  for (const password of accepted)
    expect(exportOptions.parse({ password }).password).toBe(password);
});
