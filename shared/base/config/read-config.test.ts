import { describe, expect, test } from 'vitest';
import { readConfig } from './read-config.ts';

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

  test.each(locations)('«%s» is taken', (location) => {
    expect(readConfig({ ...good, [name]: location })).toMatchObject({ [name]: location });
  });
});

test('what is not set has the values of production', () => {
  expect(readConfig(good)).toMatchObject({ LOOKUP_COST: 11, PURGE_SHARDS: 4, LOG_LEVEL: 'info' });
  expect(readConfig(good)).not.toHaveProperty('FIRESTORE_EMULATOR_HOST');
});

test('the location of the keys and the project have no default', () => {
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
  ['PURGE_SHARDS', '0'],
  ['PURGE_SHARDS', '257'],
  ['TASK_SECONDS', '1701'],
  ['TASKS_AUDIENCE', 'geheim4711'],
  ['TASKS_SERVICE_ACCOUNT', 'geheim4711'],
  ['OIDC_ISSUERS', 'geheim4711'],
  ['OIDC_ISSUERS', '[{"issuer":"geheim4711"}]'],
  ['OIDC_ISSUERS', '[{"issuer":"http://geheim.example.org","client_id":"4711","name":"x"}]'],
  ['OIDC_CLIENT_SECRETS', 'geheim4711'],
  ['OIDC_CLIENT_SECRETS', '["geheim4711"]'],
  ['CONSOLE_URL', 'https://geheim.example.org/4711'],
  ['OPERATORS', 'geheim4711@ban\u212a.example'],
  ['LOG_LEVEL', 'geheim4711'],
])('a bad %s is named in the error, its value «%s» is not', (name, value) => {
  let text = '';
  try {
    readConfig({ ...good, [name]: value });
  } catch (error) {
    text = String(error);
  }
  expect(text).toContain(name);
  expect(text).not.toMatch(/geheim|4711/i);
});

describe('OIDC_ISSUERS', () => {
  const issuer = { issuer: 'https://id.example.org', client_id: 'console', name: 'Example' };
  const read = (...issuers: readonly object[]) =>
    readConfig({ ...good, OIDC_ISSUERS: JSON.stringify(issuers) }).OIDC_ISSUERS;

  test('are none unless said', () => {
    expect(readConfig(good)).toMatchObject({ OIDC_ISSUERS: [], OIDC_CLIENT_SECRETS: {} });
  });

  test('accept tokens made out to the client, unless another audience is named', () => {
    expect(read(issuer)).toMatchObject([{ clientId: 'console', audience: 'console' }]);
    expect(read({ ...issuer, audience: 'api' })).toMatchObject([{ audience: 'api' }]);
  });

  test('are reached by https, or on this machine', () => {
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

  test('come once each, with nothing that is not known', () => {
    expect(() => read(issuer, issuer)).toThrow('OIDC_ISSUERS: each issuer once');
    expect(() => read({ ...issuer, client_secret: 'geheim4711' })).toThrow(/^(?!.*geheim4711)/);
  });
});
