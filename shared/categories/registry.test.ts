import { describe, expect, test } from 'vitest';
import type { Category, Field } from './define-category.ts';
import { categories } from './registry.ts';

/**
 * What Mayfly promises to the tenants about each category: its number and id, the days of its
 * retention, longer retentions that a tenant can choose, the event from which the days count, and
 * personal fields that Mayfly encrypts. The list was written by hand. So a change of the registry
 * does not change this list.
 */
const promises = [
  [1, 'chat_messages', 7, [30, 60], 'created', ['text', 'payload']],
  [2, 'nlu_messages', 30, [], 'created', ['text']],
  [3, 'messenger_sessions', 7, [], 'created', ['external_id', 'state']],
  [4, 'runtime_log', 7, [], 'created', ['email', 'ip', 'message', 'http_body']],
  [5, 'customers', 180, [], 'last_interaction', ['email', 'values']],
  [6, 'manager_log', 180, [], 'created', ['actor', 'ip']],
  [7, 'variables', 60, [], 'own_expiry', ['value']],
  [
    8,
    'marketing_consents',
    { pending: 14, confirmed: 180, withdrawn: 180 },
    [],
    'created',
    [
      'email',
      'phone',
      'push_endpoint',
      'push_keys',
      'ip',
      'wording_text',
      'source',
      'confirmed_ip',
    ],
  ],
  [9, 'coupon_codes', { code: 180, coupon: 360 }, [], 'created', ['code', 'email']],
  [10, 'loyalty_transactions', 180, [], 'created', ['email']],
  [
    11,
    'loyalty_redemptions',
    60,
    [],
    'created',
    ['email', 'firstname', 'lastname', 'postal_address', 'phone'],
  ],
  [
    12,
    'raffle_participations',
    60,
    [],
    'created',
    ['email', 'firstname', 'lastname', 'postal_address', 'phone'],
  ],
] as const;

/**
 * The fields of each category, written by hand. `*` means required, E encrypted, L found by lookup,
 * F usable as a filter.
 */
const marks: { readonly [path: string]: string } = {
  'chat-messages': 'conversation_id*F author* text*E payload E sent_at experience_id F',
  'nlu-messages':
    'conversation_id*F text*E intent F confidence F experience_id F reviewed F verdict',
  'messenger-sessions': 'channel*F external_id*EL conversation_id*F state*E',
  'runtime-log': 'level*F event*F message E email EL ip E http_body E trace_id conversation_id',
  customers: 'email*EL authenticated_by* values E conversation_id',
  'manager-log': 'actor E action F target F outcome F fields ip E conversation_id',
  variables: 'experience_id*F instance_id*F name*F scope value E conversation_id',
  'marketing-consents':
    'type*F email EL phone EL push_endpoint EL push_keys E ip E wording_text E source E opt_in status F confirmed_at confirmed_ip E withdrawn_at withdrawal_reason conversation_id',
  'coupon-codes': 'pool_id F kind F code EL email EL conversation_id',
  'loyalty-transactions': 'email*EL coins* reason* reference conversation_id',
  'loyalty-redemptions':
    'email*EL reward_id*F coins* shipping F firstname E lastname E postal_address E phone EL conversation_id',
  'raffle-participations':
    'raffle_id*F email*EL firstname E lastname E postal_address E phone EL conversation_id',
};

/** Fields that are not in the table above. Verbs of the category set most of them. */
const further: { readonly [path: string]: string } = {
  variables: 'file_name E file_type file_bytes changed_at instance_external_id E',
  'raffle-participations': 'outcome F prize',
  'nlu-messages': 'corrected_intent',
};

/**
 * The paths of categories in which callers cannot create records. There the category's own verbs
 * decide which fields are required, so `*` is not compared.
 */
const ownPaths = ['manager-log', 'coupon-codes'];

const correctable = [
  'messenger-sessions',
  'customers',
  'variables',
  'loyalty-redemptions',
  'raffle-participations',
];

/** Reads a text such as `name*E L` into a map from field names to their marks. */
function readMarks(text: string): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  let last = '';
  for (const word of text.split(' ')) {
    const [, name, flags = ''] = /^([a-z_]+)?([*ELF]*)$/.exec(word) ?? [];
    if (name !== undefined) last = name;
    found[last] = (found[last] ?? '') + flags;
  }
  return found;
}

function marksOf(field: Field, withRequired: boolean): string {
  const required = field.required && withRequired ? '*' : '';
  if (field.atRest === 'plain') return required + (field.filter === undefined ? '' : 'F');
  return `${required}E${field.lookup === undefined ? '' : 'L'}`;
}

function categoryAt(path: string): Category {
  const found = categories.find((category) => category.path === path);
  if (found === undefined) throw new Error(`no category at ${path}`);
  return found;
}

test('there are twelve categories, in the order of their numbers', () => {
  expect(categories.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(Object.keys(marks)).toHaveLength(12);
});

describe.each(promises)('category %i %s', (number, id, days, longerChoices, basis, encrypted) => {
  const category = categories.find((each) => each.number === number);

  test('has the promised retention, which counts from the promised event', () => {
    expect(category?.id).toBe(id);
    const promised = category?.retention.days;
    expect(typeof promised === 'object' ? promised.days : promised).toEqual(days);
    expect(category?.retention.longerChoices).toEqual(longerChoices);
    expect(category?.retention.basis).toBe(basis);
  });

  test('encrypts the promised personal data', () => {
    const plain = encrypted.filter((name) => category?.fields[name]?.atRest !== 'aes');
    expect(plain).toEqual([]);
  });
});

test.each(Object.keys(marks))(
  '%s has exactly the fields of the lists `marks` and `further`, with the same marks',
  (path) => {
    const category = categoryAt(path);
    const withRequired = !ownPaths.includes(path);
    // Instead of the id of a conversation, callers may send the text by which another system
    // identifies the conversation.
    const external = path === 'manager-log' ? undefined : 'conversation_external_id E';
    const actual = Object.fromEntries(
      Object.entries(category.fields).map(([name, field]) => [name, marksOf(field, withRequired)]),
    );
    expect(actual).toEqual(
      readMarks([marks[path], further[path], external].filter(Boolean).join(' ')),
    );
  },
);

test('callers can correct only sessions, customers, variables, redemptions and participations', () => {
  const offered = categories.filter((category) => category.correctable).map(({ path }) => path);
  expect(offered).toEqual(correctable);
});

test('callers can create records in all categories except the manager log and coupon codes', () => {
  const own = categories.filter(({ createdBy }) => createdBy === 'system').map(({ path }) => path);
  expect(own).toEqual(ownPaths);
});

test('only sessions, customers and variables have unique fields', () => {
  const unique = Object.fromEntries(
    categories.flatMap(({ path, unique: sets }) => (sets.length > 0 ? [[path, sets]] : [])),
  );
  expect(unique).toEqual({
    'messenger-sessions': [['channel', 'external_id']],
    customers: [['email']],
    variables: [['experience_id', 'instance_id', 'name']],
  });
});

test('only the manager log has a separate database', () => {
  const audited = categories.filter(({ database }) => database === 'mayfly-audit');
  expect(audited.map(({ id }) => id)).toEqual(['manager_log']);
});
