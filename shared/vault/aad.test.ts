import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeAad, type Place } from './aad.ts';

const part = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const clean = part.filter((text) => !text.includes('|') && text.isWellFormed());
const place = fc.record({ tenant: clean, category: clean, recordId: clean, field: clean });

test('the additional data is format, tenant, category, record and field', () => {
  const encoded = encodeAad(3, { tenant: 't', category: 'c', recordId: 'r', field: 'f' });
  expect(Buffer.from(encoded).toString('utf8')).toBe('3|t|c|r|f');
});

test('two different places or formats never have the same bytes', () => {
  const input = fc.tuple(fc.integer({ min: 1, max: 12 }), place);
  fc.assert(
    fc.property(input, input, ([format, at], [otherFormat, other]) => {
      const same =
        format === otherFormat &&
        JSON.stringify(Object.values(at)) === JSON.stringify(Object.values(other));
      const [left, right] = [encodeAad(format, at), encodeAad(otherFormat, other)];
      expect(Buffer.compare(left, right) === 0).toBe(same);
    }),
  );
});

test('parts cannot be shifted over the separator, because no part may hold it', () => {
  const names = ['tenant', 'category', 'recordId', 'field'] as const;
  fc.assert(
    fc.property(place, fc.constantFrom(...names), part, (at: Place, name, text) => {
      expect(() => encodeAad(3, { ...at, [name]: `${text}|` })).toThrow();
      expect(() => encodeAad(3, { ...at, [name]: '' })).toThrow();
    }),
  );
});
