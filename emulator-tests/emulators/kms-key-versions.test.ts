import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { KeyDenied } from '#shared/vault/key-wrapper.ts';
import * as sources from '#shared/vault/kms-key-versions.ts';
import { bundleOptions, bundlePlugins } from '../../infra/build/bundle-function.ts';
import { root } from '../../infra/build/functions.ts';
import { type KmsEmulator, startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { asProvisioner, manifestGrants } from '../../infra/emulators/kms/kms-grants.ts';
import { functions, keys } from '../../infra/manifest.ts';
import { connectKms, parent, ring } from './kms-client.ts';

let emulator: KmsEmulator;

const versionsAs = (caller: string, { connectKmsKeyVersions } = sources) =>
  connectKmsKeyVersions({
    projectId: 'demo-kms',
    location: 'europe',
    emulatorHost: `${emulator.host}:${emulator.port}`,
    caller,
  });

beforeAll(async () => {
  emulator = await startKmsEmulator({ grants: manifestGrants });
  const kms = connectKms(emulator);
  await kms.createKeyRing({ parent, keyRingId: 'mayfly' }, asProvisioner());
  for (const { id, purpose, algorithm } of keys) {
    const cryptoKey = {
      purpose: purpose === 'signing' ? ('ASYMMETRIC_SIGN' as const) : ('ENCRYPT_DECRYPT' as const),
      versionTemplate: { algorithm },
    };
    const [key] = await kms.createCryptoKey(
      { parent: ring, cryptoKeyId: id, cryptoKey },
      asProvisioner(),
    );
    await kms.createCryptoKeyVersion({ parent: key.name ?? '' }, asProvisioner());
    if (purpose === 'symmetric') {
      const primary = { name: key.name ?? '', cryptoKeyVersionId: '2' };
      await kms.updateCryptoKeyPrimaryVersion(primary, asProvisioner());
    }
  }
  await kms.close();
});

afterAll(() => emulator.stop());

/**
 * Bundles the module as the functions are bundled. A bundle contains only the methods of Cloud KMS
 * that `infra/build` lists.
 */
async function bundleModule(): Promise<typeof sources> {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'main.cjs');
  await build({
    ...bundleOptions,
    plugins: [...bundlePlugins],
    entryPoints: [`${root}shared/vault/kms-key-versions.ts`],
    outfile,
  });
  return createRequire(import.meta.url)(outfile);
}

test.each([
  ['customers', 'the sources', async () => sources],
  ['variables', 'a bundle', bundleModule],
])(
  'after the destruction of a version of %s is ordered, the version is not listed, and a second order changes nothing (the code runs from %s)',
  async (kek, _, load) => {
    const versions = versionsAs('rekey', await load());
    expect(await versions.standing(kek)).toEqual({ primary: 2, numbers: [1, 2] });
    await versions.scheduleDestruction(kek, 1);
    await versions.scheduleDestruction(kek, 1);
    expect(await versions.standing(kek)).toEqual({ primary: 2, numbers: [2] });
  },
);

test('only rekey can list and destroy versions of symmetric keys; no function can list or destroy versions of other keys', async () => {
  const symmetric = keys.filter(({ purpose }) => purpose === 'symmetric').map(({ id }) => id);
  for (const { name } of functions) {
    const versions = versionsAs(name);
    const allowed: string[] = [];
    for (const { id } of keys)
      for (const action of ['list', 'destroy'] as const)
        try {
          await (action === 'list' ? versions.standing(id) : versions.scheduleDestruction(id, 1));
          allowed.push(`${action} ${id}`);
        } catch (error) {
          expect([name, id, error]).toEqual([name, id, expect.any(KeyDenied)]);
        }
    const both = symmetric.flatMap((id) => [`list ${id}`, `destroy ${id}`]);
    expect([name, allowed.toSorted()]).toEqual([name, name === 'rekey' ? both.toSorted() : []]);
  }
});
