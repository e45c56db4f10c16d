import { describe, expect, test } from 'vitest';
import { functionNames } from '../../infra/build/functions.ts';
import { stopProcess } from '../../infra/emulators/firestore/spawn-leashed.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { spawnBundle } from '../harness/function-process.ts';

/** The United Kingdom, Switzerland, and a place outside Europe. */
const foreignLocations = ['europe-west2', 'europe-west6', 'us-central1'];
const planted = 'Geheim_8841';
const complete = {
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'production',
  METADATA_SERVER_DETECTION: 'none',
  GOOGLE_CLOUD_PROJECT: 'demo-refused',
  KMS_LOCATION: 'europe-west1',
  TASKS_AUDIENCE: 'https://purge.example.org',
  TASKS_SERVICE_ACCOUNT: 'scheduler@demo-refused.iam.gserviceaccount.com',
};

async function startRefused(name: string, env: { readonly [name: string]: string }) {
  await buildBundles([name]);
  const { child, output, ended } = spawnBundle(name, env);
  // A process with a wrong configuration must not start. If it starts, this timer ends it.
  const stop = setTimeout(() => void stopProcess(child, 1_000), 20_000);
  const { code } = await ended;
  clearTimeout(stop);
  return { code, output: output() };
}

describe.each(functionNames().map((name, index) => [name, index] as const))('%s', (name, index) => {
  // Each function is tested with one location, because all functions check locations with the same
  // code.
  const location = foreignLocations[index % foreignLocations.length] ?? '';

  test(`does not start if one variable is missing and three are wrong, and reports all four; the location is ${location}`, async () => {
    const { GOOGLE_CLOUD_PROJECT: _, ...withoutProject } = complete;
    const { code, output } = await startRefused(name, {
      ...withoutProject,
      KMS_LOCATION: location,
      REGION: location,
      FIRESTORE_EMULATOR_HOST: planted,
    });
    expect(code).toBeGreaterThan(0);
    for (const variable of [
      'GOOGLE_CLOUD_PROJECT',
      'KMS_LOCATION',
      'REGION',
      'FIRESTORE_EMULATOR_HOST',
    ])
      expect(output).toContain(`${variable}: `);
    expect(output).not.toContain(location);
    expect(output).not.toContain(planted);
    expect(output).not.toContain('listening on');
  });
});

test.each([
  ['LOOKUP_COST', '4'],
  ['TOKEN_HOURS', '8760'],
])(
  'without an emulator, a function refuses %s=%s, which only the local stack may use',
  async (variable, value) => {
    const { code, output } = await startRefused('chat', { ...complete, [variable]: value });
    expect(code).toBeGreaterThan(0);
    expect(output).toContain(`configuration refused: ${variable}: `);
    expect(output).not.toContain('listening on');
  },
);

describe.each(foreignLocations)('%s', (location) => {
  test.each(['KMS_LOCATION', 'REGION'])(
    'is refused if only %s has this value',
    async (variable) => {
      const { code, output } = await startRefused('chat', { ...complete, [variable]: location });
      expect(code).toBeGreaterThan(0);
      expect(output).toContain(`configuration refused: ${variable}: `);
      expect(output).not.toContain(location);
    },
  );
});
