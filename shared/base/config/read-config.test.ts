import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isLocal, readConfig } from './read-config.ts';

const good = { GOOGLE_CLOUD_PROJECT: 'demo-project', KMS_LOCATION: 'europe' };

const taken = {
  KMS_LOCATION: ['europe', 'eur3', 'europe-west1', 'europe-west12'],
  REGION: ['europe-west1', 'europe-north2'],
  FIRESTORE_LOCATION: ['eur3', 'europe-west3'],
};
const outside = [
  'europe-west2',
  'europe-west6',
  'eur5',
  'eur6',
  'us',
  'nam5',
  'global',
  'EUROPE',
  '',
];

describe.each(Object.entries(taken))('%s', (name, locations) => {
  const refused = name === 'KMS_LOCATION' ? outside : [...outside, 'europe'];

  test.each(refused)('«%s» is refused: the process does not start', (location) => {
    expect(() => readConfig({ ...good, [name]: location })).toThrow(
      new RegExp(`^configuration refused: ${name}: a location in the European Union$`),
    );
  });

  test.each(locations)('«%s» is accepted', (location) => {
    expect(readConfig({ ...good, [name]: location })).toMatchObject({ [name]: location });
  });
});

test('a variable that is not set has the default for production', () => {
  const values = { LOOKUP_COST: 11, TOKEN_HOURS: 24, PURGE_SHARDS: 4, LOG_LEVEL: 'info' };
  expect(readConfig(good)).toMatchObject(values);
  expect(readConfig(good)).not.toHaveProperty('FIRESTORE_EMULATOR_HOST');
});

test('`GOOGLE_CLOUD_PROJECT` and `KMS_LOCATION` have no default, so the process does not start without them', () => {
  expect(() => readConfig({})).toThrow(/GOOGLE_CLOUD_PROJECT: .*; KMS_LOCATION: /);
});

test.each([
  ['GOOGLE_CLOUD_PROJECT', 'Geheim 4711'],
  ['KMS_LOCATION', 'geheim-4711'],
  ['REGION', 'geheim-4711'],
  ['FIRESTORE_LOCATION', 'geheim-4711'],
  ['REQUESTS_PER_SECOND', '0'],
  ['REQUESTS_BURST', 'geheim4711'],
  ['FIRESTORE_EMULATOR_HOST', 'geheim 4711'],
  ['KMS_EMULATOR_HOST', 'http://geheim:4711'],
  ['LOOKUP_COST', 'geheim4711'],
  ['LOOKUP_COST', '3'],
  ['LOOKUP_COST', '16'],
  ['TOKEN_HOURS', '0'],
  ['TOKEN_HOURS', '24.5'],
  ['OPERATORS', 'anna@example.org,geheim'],
  ['OPERATORS', 'geheim\u{212a}@example.org'],
  ['OPERATORS', 'geheim@4711.example.org,Geheim <x@example.org>'],
  ['PURGE_SHARDS', '0'],
  ['PURGE_SHARDS', '257'],
  ['TASK_SECONDS', '1701'],
  ['TASKS_AUDIENCE', 'geheim4711'],
  ['TASKS_SERVICE_ACCOUNT', 'geheim4711'],
  ['TASKS_JWKS_URI', 'http://geheim.example.org/4711'],
  ['OIDC_ISSUERS', 'geheim4711'],
  ['OIDC_ISSUERS', '[{"issuer":"geheim4711"}]'],
  ['OIDC_ISSUERS', '[{"issuer":"http://geheim.example.org","client_id":"4711","name":"x"}]'],
  ['OIDC_CLIENT_SECRETS', 'geheim4711'],
  ['OIDC_CLIENT_SECRETS', '["geheim4711"]'],
  ['CONSOLE_URL', 'https://geheim.example.org/4711'],
  ['SESSION_PUBLIC_KEYS', 'geheim4711'],
  ['SESSION_PUBLIC_KEYS', '{"session_signing/1":"geheim4711"}'],
  ['SESSION_PUBLIC_KEYS', '{"session_signing/1":"geheim 4711"}'],
  ['SESSION_KEY_VERSION', '0'],
  ['LOG_LEVEL', 'geheim4711'],
])(
  'the error contains the name of the invalid variable %s, but not its value «%s»',
  (name, value) => {
    let text = '';
    try {
      readConfig({ ...good, [name]: value });
    } catch (error) {
      text = String(error);
    }
    expect(text).toContain(name);
    expect(text).not.toMatch(/geheim|4711/i);
    // One or two digits can also be in the rule that the error names.
    if (value.length > 2) expect(text).not.toContain(value);
  },
);

describe.each([
  ['LOOKUP_COST', '10', '11'],
  ['TOKEN_HOURS', '25', '24'],
])('%s', (name, weak, strong) => {
  test('is refused outside the local stack if only the local stack may use its value', () => {
    const text = `configuration refused: ${name}: `;
    expect(() => readConfig({ ...good, [name]: weak })).toThrow(text);
    expect(readConfig({ ...good, [name]: strong })).toMatchObject({ [name]: Number(strong) });
  });

  test.each(['FIRESTORE_EMULATOR_HOST', 'KMS_EMULATOR_HOST'])(
    'may have a value that only the local stack may use, if %s is set',
    (host) => {
      const env = { ...good, [host]: '127.0.0.1:8080', [name]: weak };
      expect(readConfig(env)).toMatchObject({ [name]: Number(weak) });
    },
  );
});

test.each(['FIRESTORE_EMULATOR_HOST', 'KMS_EMULATOR_HOST'])(
  'on Cloud Run %s is refused, because a process that uses an emulator may send requests to its own machine',
  (host) => {
    const env = { ...good, [host]: '127.0.0.1:8080' };
    expect(isLocal(readConfig(env))).toBe(true);
    expect(() => readConfig({ ...env, K_SERVICE: 'chat' })).toThrow(
      'configuration refused: only the local stack may use an emulator',
    );
    expect(isLocal(readConfig({ ...good, K_SERVICE: 'chat' }))).toBe(false);
  },
);

test('`OPERATORS` is read as addresses in lower case, and its list may have extra spaces and commas', () => {
  const read = (list: string) => readConfig({ ...good, OPERATORS: list }).OPERATORS;
  expect(read(' Anna@Example.org, bert@example.org ,')).toEqual([
    'anna@example.org',
    'bert@example.org',
  ]);
  expect(read('')).toEqual([]);
});

describe('OIDC_ISSUERS', () => {
  const issuer = { issuer: 'https://id.example.org', client_id: 'console', name: 'Example' };
  const read = (...issuers: readonly object[]) =>
    readConfig({ ...good, OIDC_ISSUERS: JSON.stringify(issuers) }).OIDC_ISSUERS;

  test('are empty by default', () => {
    expect(readConfig(good)).toMatchObject({ OIDC_ISSUERS: [], OIDC_CLIENT_SECRETS: {} });
  });

  test('accept tokens for the configured audience, which is the client id by default', () => {
    expect(read(issuer)).toMatchObject([{ clientId: 'console', audience: 'console' }]);
    expect(read({ ...issuer, audience: 'api' })).toMatchObject([{ audience: 'api' }]);
  });

  test('must have https URLs, or URLs of this machine', () => {
    for (const at of ['http://127.0.0.1:8081', 'http://localhost:8081', 'https://id.example.org/a'])
      expect(read({ ...issuer, issuer: at, jwks_uri: `${at}/jwks` })).toHaveLength(1);
    for (const at of [
      'http://id.example.org',
      'http://127.0.0.1.example.org',
      'https://user@id.example.org',
      'https://id.example.org/?a=b',
      'ftp://localhost',
      'id.example.org',
    ]) {
      expect(() => read({ ...issuer, issuer: at })).toThrow('OIDC_ISSUERS.0.issuer: an https URL');
      expect(() => read({ ...issuer, jwks_uri: at })).toThrow('OIDC_ISSUERS.0.jwks_uri: an https');
    }
  });

  describe('if there are several,', () => {
    const one = { ...issuer, email_domains: ['example.org', 'example.com'] };
    const other = { ...issuer, issuer: 'https://other.example.org' };

    test('each must list the domains of the email addresses that it may verify', () => {
      const text = 'OIDC_ISSUERS: email_domains of each';
      expect(() => read(issuer, other)).toThrow(text);
      expect(() => read(one, other)).toThrow(text);
      expect(read(one, { ...other, email_domains: ['sub.example.org'] })).toHaveLength(2);
    });

    test('only one of them may verify the email addresses of a domain', () => {
      const text = 'OIDC_ISSUERS: each domain only once in all email_domains';
      expect(() => read(one, { ...other, email_domains: ['example.com'] })).toThrow(text);
      expect(() => read({ ...issuer, email_domains: ['a.example', 'a.example'] })).toThrow(text);
    });
  });

  test.each([
    'Example.org',
    'bücher.example',
    '127.0.0.1',
    'localhost',
    'example.org.',
    '@a.example',
  ])('must not have an invalid domain in `email_domains`: %s', (domain) => {
    const text = 'OIDC_ISSUERS.0.email_domains.0: ';
    expect(() => read({ ...issuer, email_domains: [domain] })).toThrow(text);
  });

  test('must not contain the same issuer twice, or an issuer with unknown properties', () => {
    expect(() => read(issuer, issuer)).toThrow('OIDC_ISSUERS: each issuer once');
    expect(() => read({ ...issuer, client_secret: 'geheim4711' })).toThrow(/^(?!.*geheim4711)/);
  });
});

describe('SESSION_PUBLIC_KEYS', () => {
  const issuer = { issuer: 'https://id.example.org', client_id: 'console', name: 'Example' };
  const people = { CONSOLE_URL: 'https://c.example.org', OIDC_ISSUERS: JSON.stringify([issuer]) };
  const keyOf = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve })
      .publicKey.export({ type: 'spki', format: 'der' })
      .toString('base64');
  const pinned = (keys: object) => ({ SESSION_PUBLIC_KEYS: JSON.stringify(keys) });
  const key = keyOf('P-256');

  test('are required if people can sign in: the process does not start without them', () => {
    const text = 'configuration refused: SESSION_PUBLIC_KEYS: at least one key';
    expect(() => readConfig({ ...good, ...people })).toThrow(text);
    expect(() => readConfig({ ...good, ...people, ...pinned({}) })).toThrow(text);
    const keys = pinned({ 'session_signing/1': key, 'session_signing/2': keyOf('P-256') });
    const read = readConfig({ ...good, ...people, ...keys }).SESSION_PUBLIC_KEYS;
    expect(Object.keys(read)).toEqual(['session_signing/1', 'session_signing/2']);
    expect(createPublicKey(read['session_signing/1'] ?? '').asymmetricKeyType).toBe('ec');
    expect(readConfig(good).SESSION_PUBLIC_KEYS).toEqual({});
  });

  test.each([
    { 'receipts/1': key },
    { 'session_signing/0': key },
    { session_signing: key },
    { 'session_signing/1': keyOf('P-384') },
    { 'session_signing/1': '' },
    { 'session_signing/1': 1 },
    [],
  ])('with another kind of key, or with an invalid key id, are refused: %#', (keys) => {
    expect(() => readConfig({ ...good, ...pinned(keys) })).toThrow('SESSION_PUBLIC_KEYS');
  });
});
