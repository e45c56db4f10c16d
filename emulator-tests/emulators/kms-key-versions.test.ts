import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeyDenied } from '#shared/vault/key-wrapper.ts';
import { connectKmsKeyVersions } from '#shared/vault/kms-key-versions.ts';
import { type KmsEmulator, startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { asProvisioner, manifestGrants } from '../../infra/emulators/kms/kms-grants.ts';
import { functions, keys } from '../../infra/manifest.ts';
import { connectKms, parent, ring } from './kms-client.ts';

let emulator: KmsEmulator;

const versionsAs = (caller: string) =>
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

test('after the destruction of a version is ordered, the version is not listed, and a second order changes nothing', async () => {
  const versions = versionsAs('rekey');
  expect(await versions.standing('customers')).toEqual({ primary: 2, numbers: [1, 2] });
  await versions.scheduleDestruction('customers', 1);
  await versions.scheduleDestruction('customers', 1);
  expect(await versions.standing('customers')).toEqual({ primary: 2, numbers: [2] });
});

test('only rekey can list and destroy versions of symmetric keys; no function can list or destroy versions of other keys', async () => {
  const symmetric = keys.filter(({ purpose }) => purpose === 'symmetric').map(({ id }) => id);
  for (const { name } of functions) {
    const versions = versionsAs(name);
    const allowed: string[] = [];
    for (const { id } of keys)
      for (const work of [() => versions.standing(id), () => versions.scheduleDestruction(id, 1)])
        try {
          await work();
          allowed.push(id);
        } catch (error) {
          expect([name, id, error]).toEqual([name, id, expect.any(KeyDenied)]);
        }
    expect([name, new Set(allowed)]).toEqual([name, new Set(name === 'rekey' ? symmetric : [])]);
  }
});
