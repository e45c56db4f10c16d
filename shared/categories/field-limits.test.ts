import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { externalFields } from './external-fields.ts';
import { createSchema } from './record-schema.ts';
import { categories } from './registry.ts';

function accepts(path: string, name: string, value: unknown): boolean {
  const field = categories.find((category) => category.path === path)?.fields[name];
  if (field === undefined) throw new Error(`${path} has no ${name}`);
  return field.schema.safeParse(value).success;
}

function expectTaken(accept: (text: string) => boolean, texts: readonly string[]): void {
  expect(texts.filter((text) => !accept(text))).toEqual([]);
}

function expectRefused(accept: (text: string) => boolean, texts: readonly string[]): void {
  expect(texts.filter(accept)).toEqual([]);
}

/**
 * The largest number of code points that each text field accepts. The limits were written by hand.
 * Only the names of the fields for external ids come from the declarations.
 */
const textLimits: readonly (readonly [string, string, number])[] = [
  ['chat-messages', 'text', 16_000],
  ['nlu-messages', 'text', 16_000],
  ['messenger-sessions', 'external_id', 1_024],
  ['manager-log', 'actor', 320],
  ['variables', 'file_name', 255],
  ['marketing-consents', 'push_endpoint', 2_048],
  ['marketing-consents', 'wording_text', 8_000],
  ['marketing-consents', 'source', 512],
  ['coupon-codes', 'code', 128],
  ...categories.flatMap((category) =>
    externalFields(category).map(({ external }) => [category.path, external, 1_024] as const),
  ),
  ...['loyalty-redemptions', 'raffle-participations'].flatMap(
    (path) =>
      [
        [path, 'firstname', 200],
        [path, 'lastname', 200],
        [path, 'postal_address', 1_000],
      ] as const,
  ),
];

describe.each(textLimits)('%s.%s', (path, name, limit) => {
  test(`accepts 1 to ${limit} code points, which may have one or two code units each`, () => {
    for (const unit of ['a', 'ü', '😀']) {
      expect(accepts(path, name, unit)).toBe(true);
      expect(accepts(path, name, unit.repeat(limit))).toBe(true);
      expect(accepts(path, name, unit.repeat(limit + 1))).toBe(false);
    }
    expect(accepts(path, name, '')).toBe(false);
  });

  test('refuses half of a surrogate pair, which UTF-8 cannot encode', () => {
    expect(accepts(path, name, 'a\ud83d')).toBe(false);
    expect(accepts(path, name, '\ude00a')).toBe(false);
  });

  test('refuses values that are not texts', () => {
    for (const value of [1, true, null, {}, ['a']]) expect(accepts(path, name, value)).toBe(false);
  });
});

test('the list of this test contains each field of free text, except fields that shorten long texts', () => {
  const withLimit = categories.flatMap(({ path, fields }) =>
    Object.entries(fields)
      .filter(([, field]) => field.schema.meta()?.['maxLength'] !== undefined)
      .map(([name]) => `${path}.${name}`),
  );
  expect(withLimit.toSorted()).toEqual(
    textLimits.map(([path, name]) => `${path}.${name}`).toSorted(),
  );
});

/** Makes a JSON object that needs exactly this number of bytes. */
const jsonOf = (bytes: number) => ({ k: 'x'.repeat(bytes - 8) });

test.each([
  ['chat-messages', 'payload'],
  ['customers', 'values'],
  ['variables', 'value'],
])('%s.%s accepts up to 64 KiB of JSON, counted in UTF-8 bytes', (path, name) => {
  expect(Buffer.byteLength(JSON.stringify(jsonOf(100)))).toBe(100);
  expect(accepts(path, name, jsonOf(65_536))).toBe(true);
  expect(accepts(path, name, jsonOf(65_537))).toBe(false);
  expect(accepts(path, name, { k: 'ü'.repeat(32_764) })).toBe(true);
  expect(accepts(path, name, { k: 'ü'.repeat(32_765) })).toBe(false);
});

test('a session’s state is any JSON of up to 512 KiB', () => {
  for (const value of [null, [], ['a'], 'text', 1, {}, jsonOf(524_288)])
    expect(accepts('messenger-sessions', 'state', value)).toBe(true);
  for (const value of [undefined, jsonOf(524_289)])
    expect(accepts('messenger-sessions', 'state', value)).toBe(false);
});

test('the name of a channel has small letters, digits, hyphens and underscores, and the keys of Web Push have fixed lengths', () => {
  const channel = (value: unknown) => accepts('messenger-sessions', 'channel', value);
  expectTaken(channel, ['x', 'telegram', 'ms-teams_2', 'a'.repeat(32)]);
  expectRefused(channel, ['', 'X', '1a', '-a', 'a'.repeat(33), 'a.b', 'ü', 'a ', 'a\n']);
  const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
  const accept = (value: unknown) => accepts('marketing-consents', 'push_keys', value);
  expect([keys, { ...keys, auth: `${keys.auth}==` }].map(accept)).toEqual([true, true]);
  const bad = [{ ...keys, more: 1 }, { auth: keys.auth }, { ...keys, auth: 'a+' }, null, []];
  expect(bad.map(accept)).toEqual(bad.map(() => false));
});

test('the values of a customer are an object with up to 200 keys', () => {
  const keys = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, index]));
  expect(accepts('customers', 'values', keys(200))).toBe(true);
  expect(accepts('customers', 'values', keys(201))).toBe(false);
  expect(accepts('customers', 'values', {})).toBe(true);
  for (const value of [null, [], ['a'], 'text', 1]) {
    expect(accepts('customers', 'values', value)).toBe(false);
  }
});

test('a plain id has 1 to 64 allowed characters, is not `.` or `..`, and does not look like a phone number', () => {
  const id = (value: unknown) => accepts('chat-messages', 'conversation_id', value);
  expectTaken(id, [
    'a',
    'a'.repeat(64),
    'A-Z_a.z:0-9',
    '123456',
    '12-34.56',
    'c1234567',
    '...',
    '.a',
  ]);
  expectRefused(id, [
    '',
    'a'.repeat(65),
    'a b',
    'ä',
    'a/b',
    'a@b',
    'a+b',
    '.',
    '..',
    '1234567',
    '12-34.567',
    'a\n',
  ]);
});

test('an id of only digits and separators is refused if it could be a phone number, and longer ids and dates are accepted', () => {
  const fields = ['conversation_id', 'experience_id'].map(
    (name) => (value: unknown) => accepts('chat-messages', name, value),
  );
  fields.push((value) => accepts('runtime-log', 'trace_id', value));
  fields.push((value) => accepts('raffle-participations', 'raffle_id', value));
  for (const id of fields) {
    expectTaken(id, [
      '1234567890123456',
      '12345678901234567890',
      '12345678-1234-4123-8123-123456789012',
      '12345678123441238123123456789012',
      '123456789012345678901234',
      '2026-11-28',
      '1999-12-31',
      '2026-11-28_2026-12-04',
    ]);
    expectRefused(id, [
      '1234567',
      '123456789012345',
      '0171-3920012',
      '0171:3920:012',
      '20261128',
      '2026-13-01',
      '2026-11-32',
      '1871-01-18',
      '030-01-28-12',
    ]);
  }
});

test('a UUID, or a random id of 24 or 32 digits, is never refused as a phone number', () => {
  const id = (value: unknown) => accepts('chat-messages', 'conversation_id', value);
  const digits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
  fc.assert(
    fc.property(
      fc.oneof(fc.uuid(), ...[24, 32].map((length) => digits(length).map((all) => all.join('')))),
      (text) => {
        expect(id(text)).toBe(true);
        expect(id(text.replaceAll(/[a-f]/g, '7'))).toBe(true);
      },
    ),
  );
});

test('a variable’s name has 1 to 64 letters, digits and underscores, and does not look like a phone number', () => {
  const name = (value: unknown) => accepts('variables', 'name', value);
  expectTaken(name, ['a', '_', 'Score_2', 'x'.repeat(64), '123456']);
  expectRefused(name, ['', 'x'.repeat(65), 'a-b', 'a.b', 'ä', '1234567', '123_4567']);
});

test('a media type is `<type>/<subtype>`: the type has 1 to 20 letters, and the subtype has 1 to 64 characters and is not a phone number', () => {
  const type = (value: unknown) => accepts('variables', 'file_type', value);
  const long = (letters: number, characters: number) =>
    `${'a'.repeat(letters)}/${'b'.repeat(characters)}`;
  expectTaken(type, ['a/b', 'image/svg+xml', 'video/3gpp2', 'x/123456', long(20, 64)]);
  expectRefused(type, [
    '',
    'image',
    'image/',
    '/png',
    'Image/png',
    'image/png; q=1',
    'x/0171-3920012',
    'x/+491713920012',
    long(21, 64),
    long(20, 65),
  ]);
});

test('a confidence is between 0 and 1', () => {
  const confidence = (value: unknown) => accepts('nlu-messages', 'confidence', value);
  for (const value of [0, 0.5, 1]) expect(confidence(value)).toBe(true);
  for (const value of [-2e-6, 1 + 2e-6, -0.001, 1.001, Number.NaN, Number.POSITIVE_INFINITY, '0.5'])
    expect(confidence(value)).toBe(false);
});

test('a confidence slightly below 0 or above 1 becomes 0 or 1, and no other value is changed', () => {
  const { schema } = categories.find(({ id }) => id === 'nlu_messages')?.fields['confidence'] ?? {};
  for (const [value, kept] of [
    [1.0000001, 1],
    [1 + 1e-6, 1],
    [-1e-6, 0],
    [-1e-17, 0],
    [0.1 + 0.2, 0.1 + 0.2],
    [0.9999999, 0.9999999],
    [1e-9, 1e-9],
  ])
    expect(schema?.safeParse(value).data).toBe(kept);
});

test('an intent has 1 to 128 letters, digits and marks such as slashes, and no part that looks like a phone number', () => {
  for (const name of ['intent', 'corrected_intent']) {
    const intent = (value: unknown) => accepts('nlu-messages', name, value);
    expectTaken(intent, [
      'faq/ask_opening',
      'a',
      'order.status:v2',
      '/',
      'x'.repeat(128),
      'faq/2026-11-28',
      '12345/1',
    ]);
    expectRefused(intent, [
      '',
      'x'.repeat(129),
      'a b',
      'ä',
      'a@b',
      'a+b',
      '0171/3920012',
      'faq/01713920012',
      '.',
      '..',
      'a\n',
    ]);
  }
});

test('coins are whole numbers: not 0 in a transaction, and more than 0 in a redemption', () => {
  for (const value of [1, 1_000_000_000])
    for (const path of ['loyalty-transactions', 'loyalty-redemptions'])
      expect(accepts(path, 'coins', value)).toBe(true);
  for (const value of [0, 1.5, 1_000_000_001, '1'])
    for (const path of ['loyalty-transactions', 'loyalty-redemptions'])
      expect(accepts(path, 'coins', value)).toBe(false);
  expect(accepts('loyalty-transactions', 'coins', -1)).toBe(true);
  expect(accepts('loyalty-transactions', 'coins', -1_000_000_001)).toBe(false);
  expect(accepts('loyalty-redemptions', 'coins', -1)).toBe(false);
});

test('an email has a local part, an @, a domain with a dot, and at most 254 characters', () => {
  const email = (value: unknown) => accepts('customers', 'email', value);
  const label = 'b'.repeat(60);
  const long = (length: number) =>
    `${'a'.repeat(60)}@${label}.${label}.${label}.${'c'.repeat(length - 252)}.example`;
  expect(long(254)).toHaveLength(254);
  expectTaken(email, ['a@example.org', 'j.müller+tag@büro.example.org', long(254)]);
  expectRefused(email, [
    '',
    'a',
    'a@',
    '@example.org',
    'a@x',
    'a@x.',
    'a@.de',
    'a b@example.org',
    'a@example..org',
    'a@@example.org',
    'a\u0000@example.org',
    'a@exa\u001bmple.org',
    'a@example.org\u0000',
    'a@example.or\u009fg',
    long(255),
  ]);
});

test('an instant has a year of four digits, even after its conversion to UTC', () => {
  const sentAt = (value: unknown) => accepts('chat-messages', 'sent_at', value);
  expectTaken(sentAt, ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z']);
  expectRefused(sentAt, ['0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59']);
});

test('a number that is too large for a double is refused at any depth', () => {
  const values = (json: unknown) => accepts('customers', 'values', JSON.parse(String(json)));
  expectTaken(values, ['{"n":1e308}', '{"deep":[{"n":-0.5}]}']);
  expectRefused(values, ['{"n":1e400}', '{"deep":[{"n":-1e400}]}']);
});

test('a phone number has 5 to 32 digits, and may have a plus and separators', () => {
  const phone = (value: unknown) => accepts('raffle-participations', 'phone', value);
  expectTaken(phone, [
    '12345',
    '(030) 23125',
    '+49 (30) 231-25.01/4',
    '0'.repeat(32),
    `+${'0'.repeat(32)}`,
    '(+49) 171 3920012',
    '+49\u00a0171\u202f3920012',
    '+49\u2013171\u20113920012',
  ]);
  expectRefused(phone, [
    '',
    '1234',
    '0'.repeat(33),
    '12345a',
    'tel:12345',
    '++12345',
    '12345 ',
    '1----1',
    '+49 171 3920012 ext. 5',
    '+49 171 3920012;ext=5',
    '+49 171 3920\u200b012',
    '+49 171 +3920012',
    `1${' '.repeat(60)}2345`,
  ]);
});

test('an IP address has the form of version 4 or 6, and may have a port', () => {
  const ip = (value: unknown) => accepts('runtime-log', 'ip', value);
  expectTaken(ip, ['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1', '192.0.2.1:443', '[::1]:80']);
  expectRefused(ip, [
    '',
    '192.0.2.256',
    '192.0.2.1/24',
    'localhost',
    '2001:db8::g',
    '192.0.2.256:80',
    '192.0.2.1:',
    '[2001:db8::g]:80',
    '[192.0.2.1]x',
  ]);
});

test('an instant has an offset, and is stored in UTC with milliseconds', () => {
  const field = categories[0]?.fields['sent_at'];
  const kept = (text: string) => field?.schema.safeParse(text).data;
  expect(kept('2026-01-15T12:00:00+02:00')).toBe('2026-01-15T10:00:00.000Z');
  expect(kept('2026-01-15T12:00:00.123456Z')).toBe('2026-01-15T12:00:00.123Z');
  expectRefused(
    (text) => kept(text) !== undefined,
    ['2026-01-15', '2026-01-15T12:00:00', '2026-02-30T12:00:00Z', 'now'],
  );
});

test.each(categories.filter(({ createdBy }) => createdBy === 'caller'))(
  '$id refuses a record without its required fields, and lists each of them',
  (category) => {
    const required = Object.entries(category.fields)
      .filter(([, field]) => field.required && field.setBy === 'caller')
      .map(([name]) => name);
    const issues = createSchema(category).safeParse({}).error?.issues ?? [];
    expect(new Set(issues.map(({ path }) => path[0]))).toEqual(new Set(required));
    expect(required.length).toBeGreaterThan(0);
  },
);
