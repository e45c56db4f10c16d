import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Field } from './define-category.ts';
import { choosesExpiry, correctionSchema, createSchema } from './record-schema.ts';
import { categories } from './registry.ts';
import { systemFields } from './system-fields.ts';
import { languages } from './texts.ts';

const emails = [
  'a@example.org',
  'j.mueller@example.com',
  '"a b"@example.org',
  'müller@example.org',
];
const phones = [
  '1234567',
  '03023125014',
  '030-231-25014',
  '030.231.25014',
  '030:231:25014',
  '030_231_25014',
  '+493023125014',
  '+49 (30) 231/25014',
  '-1234567',
];
const freeTexts = ['Frau Müller', 'zwei Worte', 'tab\tinside', 'line\nbreak', '😀', ''];

type JsonSchema = { [keyword: string]: unknown };

function jsonSchemaOf(field: Field): JsonSchema {
  return z.toJSONSchema(field.schema, { io: 'input', unrepresentable: 'any' });
}

function accepts(field: Field, value: unknown): boolean {
  return field.schema.safeParse(value).success;
}

const plainStrings = categories.flatMap(({ id, fields }) =>
  Object.entries(fields)
    .filter(([, field]) => field.atRest === 'plain' && jsonSchemaOf(field)['type'] === 'string')
    .map(([name, field]) => ({ field, name: `${id}.${name}` })),
);

describe.each(plainStrings)('the plain field $name', ({ field }) => {
  test('allows only texts that match a pattern as a whole, are in a list of values, or are times', () => {
    const { pattern, format, enum: values } = jsonSchemaOf(field);
    const closed =
      typeof pattern === 'string' && /^\^.*\$$/.test(pattern) && !pattern.includes('.*');
    expect(closed || Array.isArray(values) || format === 'date-time').toBe(true);
  });

  test('refuses emails, values like phone numbers, and free text', () => {
    const asMediaTypes = [...emails, ...phones].map((text) => `text/${text}`);
    const texts = [...emails, ...phones, ...freeTexts, ...asMediaTypes];
    expect(texts.filter((text) => accepts(field, text))).toEqual([]);
  });
});

test('the tests above run for more than 35 plain fields', () => {
  expect(plainStrings.length).toBeGreaterThan(35);
});

test('every field that accepts ids refuses `.` and `..`, which cannot be segments of a path', () => {
  const withIds = plainStrings.filter(({ field }) => accepts(field, 'a.b'));
  expect(withIds.length).toBeGreaterThan(20);
  for (const { name, field } of withIds)
    expect([name, accepts(field, '.'), accepts(field, '..')]).toEqual([name, false, false]);
});

/**
 * Fields that contain a conclusion about a person. The list was written by hand. An export for
 * portability does not contain these fields.
 */
const derived = [
  'nlu_messages.intent',
  'nlu_messages.confidence',
  'nlu_messages.reviewed',
  'nlu_messages.verdict',
  'nlu_messages.corrected_intent',
  'raffle_participations.outcome',
  'raffle_participations.prize',
];

test('only the listed conclusions about a person count as derived', () => {
  const found = categories.flatMap(({ id, fields, apart }) =>
    Object.entries({ ...fields, ...apart })
      .filter(([, { origin }]) => origin === 'derived')
      .map(([name]) => `${id}.${name}`),
  );
  expect(found).toEqual(derived);
});

test('emails, phone numbers, names and addresses count as provided by the person', () => {
  const originsOf = (name: string) =>
    new Set(categories.flatMap(({ fields }) => fields[name]?.origin ?? []));
  for (const name of ['email', 'phone', 'firstname', 'lastname', 'postal_address'])
    expect([name, ...originsOf(name)]).toEqual([name, 'provided']);
});

describe.each(categories)('$id', (category) => {
  const fields = Object.entries(category.fields);

  test('has only strings, numbers and booleans in its plain fields, and never free JSON', () => {
    const types = fields
      .filter(([, field]) => field.atRest === 'plain')
      .map(([, field]) => jsonSchemaOf(field)['type']);
    for (const type of types) expect(['string', 'number', 'integer', 'boolean']).toContain(type);
  });

  test('has a declaration in which no property is undefined and no text is empty', () => {
    const walk = (value: unknown, at: string): void => {
      expect({ at, value }).not.toEqual({ at, value: undefined });
      expect({ at, value }).not.toEqual({ at, value: expect.stringMatching(/^\s*$/) });
      if (typeof value !== 'object' || value === null || value instanceof z.ZodType) return;
      for (const [name, part] of Object.entries(value)) walk(part, `${at}.${name}`);
    };
    walk(category, category.id);
  });

  test('has an id, a path and field names that are safe as names of collections, keys and columns', () => {
    expect(category.id).toMatch(/^[a-z][a-z_]{1,61}[a-z]$/);
    expect(category.path).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(category.service).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const reserved = [
      'id',
      'created_at',
      'expires_at',
      'purge_shard',
      'dek',
      'enc',
      'unique_marks',
      'writer',
      'seq',
      'prev',
      'due_at',
      'prev_created_at',
      'prev_due_at',
      'content_digest',
      'entry_hash',
      'blanked_at',
    ];
    for (const [name] of fields) {
      expect(name).toMatch(/^[a-z][a-z_]{1,40}$/);
      expect(name).not.toMatch(/_(aes|bcrypt)$/);
      expect([...reserved, 'limit', 'cursor', 'after']).not.toContain(name);
    }
  });

  test('accepts the id of the record’s conversation, as a plain field', () => {
    const field = category.fields['conversation_id'];
    expect(field?.atRest).toBe('plain');
    expect(field && accepts(field, 'whatsapp:chat-1')).toBe(true);
    expect(field?.setBy).toBe(category.createdBy);
  });

  test('has different labels for all its fields in each language, system fields included', () => {
    const own = Object.values({ ...category.fields, ...category.apart });
    const all = [...own, ...Object.values(systemFields)];
    for (const language of languages)
      expect(new Set(all.map(({ label }) => label[language])).size).toBe(all.length);
  });

  test('has a label for each value of an enumeration', () => {
    const said = fields.map(([name, field]) => [
      name,
      'values' in field ? Object.keys(field.values ?? {}) : undefined,
    ]);
    const possible = fields.map(([name, field]) => [
      name,
      field.atRest === 'plain' ? jsonSchemaOf(field)['enum'] : undefined,
    ]);
    expect(said).toEqual(possible);
  });

  test('requires each of its unique fields', () => {
    for (const name of category.unique.flat()) {
      expect(Object.keys(category.fields)).toContain(name);
      expect(category.fields[name]?.required).toBe(true);
    }
  });

  test('has one number of days as retention, or a number of days for each value of one plain field', () => {
    const { days } = category.retention;
    if (typeof days === 'number') return expect(days).toBeGreaterThan(0);
    const field = category.fields[days.field];
    expect(field?.atRest).toBe('plain');
    expect(Object.keys(days.days)).toEqual(field && jsonSchemaOf(field)['enum']);
  });

  test('accepts from callers only the fields that they may set, and an expiry if they may choose it', () => {
    const names = fields.filter(([, field]) => field.setBy === 'caller').map(([name]) => name);
    const own = choosesExpiry(category) ? ['expires_at'] : [];
    const wanted = [...own, ...names];
    const { properties } = z.toJSONSchema(createSchema(category), {
      io: 'input',
      unrepresentable: 'any',
    });
    expect(Object.keys(properties ?? {})).toEqual(wanted);
    const refused = ['id', 'created_at', 'expires_at', 'unknown'];
    for (const name of refused.filter((each) => !own.includes(each))) {
      for (const schema of [createSchema(category), correctionSchema(category)]) {
        const issues = schema.safeParse({ [name]: 'x' }).error?.issues ?? [];
        expect(issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true);
      }
    }
  });
});

test('no two categories share a number, an id, a path or a title', () => {
  for (const key of ['number', 'id', 'path'] as const)
    expect(new Set(categories.map((category) => category[key])).size).toBe(categories.length);
  for (const language of languages)
    expect(new Set(categories.map(({ title }) => title[language])).size).toBe(categories.length);
});
