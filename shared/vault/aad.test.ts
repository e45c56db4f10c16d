import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeAad, type Place } from './aad.ts';

const part = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const clean = part.filter((text) => !text.includes('|') && text.isWellFormed());
const key = { id: 'k', format: 2 } as const;
const places = { tenant: clean, category: clean, recordId: clean, field: clean };
const place = fc.record(places);

test('the additional data consists of version, tenant, category, record, field and key, but with a key of format 1 it lacks the key', () => {
  const at = { tenant: 't', category: 'c', recordId: 'r', field: 'f' };
  expect(Buffer.from(encodeAad(3, at, key)).toString('utf8')).toBe('3|t|c|r|f|k');
  const former = encodeAad(3, at, { ...key, format: 1 });
  expect(Buffer.from(former).toString('utf8')).toBe('3|t|c|r|f');
});

test('the additional data differs if the place, the version or the key differs; only the ids of keys of format 1 make no difference', () => {
  const parts = ['version', 'tenant', 'category', 'recordId', 'field', 'id', 'format'] as const;
  const version = fc.integer({ min: 1, max: 12 });
  const format = fc.constantFrom(1 as const, 2 as const);
  const input = fc.record({ version, ...places, id: clean, format });
  fc.assert(
    fc.property(input, input, fc.constantFrom(...parts), (one, other, name) => {
      const two = { ...one, [name]: other[name] };
      const meant = ({ id, format, ...at }: typeof one) =>
        JSON.stringify([Object.values(at), format === 1 ? '' : id]);
      const encode = ({ version, id, format, ...at }: typeof one) =>
        encodeAad(version, at, { id, format });
      const [left, right] = [encode(one), encode(two)];
      expect(Buffer.compare(left, right) === 0).toBe(meant(one) === meant(two));
    }),
  );
});

test('a part that is empty or contains the separator is refused, so no text can be moved from one part to the next', () => {
  const names = ['tenant', 'category', 'recordId', 'field'] as const;
  fc.assert(
    fc.property(place, fc.constantFrom(...names), part, (at: Place, name, text) => {
      expect(() => encodeAad(3, { ...at, [name]: `${text}|` }, key)).toThrow();
      expect(() => encodeAad(3, { ...at, [name]: '' }, key)).toThrow();
      expect(() => encodeAad(3, at, { ...key, id: `${text}|` })).toThrow();
    }),
  );
});
