import { createHash, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KmsEmulator, startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { checksum, connectKms, parent, ring } from './kms-client.ts';

const once = { retry: null, timeout: 5_000 };
const plaintext = Buffer.from('a data key of thirty-two bytes..');
const aad = Buffer.from('mayfly|tenant|customers');
let emulator: KmsEmulator;
let kms: KeyManagementServiceClient;

beforeAll(async () => {
  emulator = await startKmsEmulator();
  kms = connectKms(emulator);
  await kms.createKeyRing({ parent, keyRingId: 'mayfly' });
});

afterAll(async () => {
  await kms.close();
  await emulator.stop();
});

async function createKey(
  cryptoKeyId: string,
  purpose: 'ENCRYPT_DECRYPT' | 'ASYMMETRIC_SIGN' = 'ENCRYPT_DECRYPT',
  client = kms,
): Promise<string> {
  const signs = purpose === 'ASYMMETRIC_SIGN';
  const versionTemplate = signs ? { algorithm: 'EC_SIGN_P256_SHA256' as const } : null;
  const cryptoKey = { purpose, versionTemplate };
  const [key] = await client.createCryptoKey({ parent: ring, cryptoKeyId, cryptoKey });
  return key.name ?? '';
}

async function encrypt(name: string, client = kms): Promise<Buffer> {
  const request = { name, plaintext, additionalAuthenticatedData: aad };
  return Buffer.from((await client.encrypt(request))[0].ciphertext as Uint8Array);
}

async function decrypt(name: string, ciphertext: Uint8Array, client = kms) {
  const [response] = await client.decrypt({ name, ciphertext, additionalAuthenticatedData: aad });
  return response;
}

/**
 * Sets the destruction of the version to a time in the past, as if its 30 days were over. Then
 * checks that the emulator refuses the version, and that it has removed the version's key material
 * from the file.
 */
async function expectMaterialGoneAfterGrace(stateFile: string, name: string): Promise<void> {
  const state = JSON.parse(await readFile(stateFile, 'utf8'));
  const [version] = state.keys[name].versions;
  expect(version.material).not.toBe('');
  version.destroyAt = Date.now() - 1;
  await writeFile(stateFile, JSON.stringify(state));
  const later = await startKmsEmulator({ stateFile });
  const client = connectKms(later);
  await expect(encrypt(name, client)).rejects.toEqual(
    failsWith(status.FAILED_PRECONDITION, /DESTROYED/),
  );
  expect(await readFile(stateFile, 'utf8')).not.toContain(version.material);
  await client.close();
  await later.stop();
}

function failsWith(code: status, message?: RegExp) {
  return expect.objectContaining({
    code,
    ...(message && { details: expect.stringMatching(message) }),
  });
}

describe('key rings and keys', () => {
  test('a rotation period is at least a day and needs the time of the first rotation; a signing key cannot have a rotation period', async () => {
    const create = (cryptoKeyId: string, cryptoKey: object) =>
      kms.createCryptoKey({ parent: ring, cryptoKeyId, cryptoKey });
    const [rotationPeriod, nextRotationTime] = [{ seconds: 86_400 }, { seconds: 2_000_000_000 }];
    const symmetric = { purpose: 'ENCRYPT_DECRYPT', nextRotationTime };
    const [made] = await create('rotated', { ...symmetric, rotationPeriod });
    expect([made.rotationPeriod?.seconds, made.nextRotationTime?.seconds]).toEqual([
      '86400',
      '2000000000',
    ]);
    const signing = {
      purpose: 'ASYMMETRIC_SIGN',
      versionTemplate: { algorithm: 'EC_SIGN_P256_SHA256' },
    };
    const refused = [
      { purpose: 'ENCRYPT_DECRYPT', rotationPeriod },
      { ...symmetric, rotationPeriod: { seconds: 86_399 } },
      { ...signing, rotationPeriod, nextRotationTime },
    ];
    for (const cryptoKey of refused)
      await expect(create('refused', cryptoKey)).rejects.toEqual(
        failsWith(status.INVALID_ARGUMENT, /rotation/),
      );
  });

  test('a ring or a key can be created only once, and is found by its name', async () => {
    const name = await createKey('twice');
    await expect(createKey('twice')).rejects.toEqual(failsWith(status.ALREADY_EXISTS));
    await expect(kms.createKeyRing({ parent, keyRingId: 'mayfly' })).rejects.toEqual(
      failsWith(status.ALREADY_EXISTS),
    );
    const [key] = await kms.getCryptoKey({ name });
    expect(key).toMatchObject({
      name,
      purpose: 'ENCRYPT_DECRYPT',
      primary: { name: `${name}/cryptoKeyVersions/1`, state: 'ENABLED' },
    });
    expect((await kms.getKeyRing({ name: ring }))[0].name).toBe(ring);
    await expect(kms.getCryptoKey({ name: `${ring}/cryptoKeys/none` })).rejects.toEqual(
      failsWith(status.NOT_FOUND),
    );
    await expect(createKey('not a valid id')).rejects.toEqual(failsWith(status.INVALID_ARGUMENT));
  });

  test('a list of keys is complete, even if its pages are small', async () => {
    for (const id of ['list-1', 'list-2', 'list-3']) await createKey(id);
    const [keys] = await kms.listCryptoKeys({ parent: ring, pageSize: 2 });
    const ids = keys.map(({ name }) => name?.split('/').at(-1));
    expect(ids).toEqual(expect.arrayContaining(['list-1', 'list-2', 'list-3']));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('encryption', () => {
  test('a ciphertext decrypts to its plaintext, and every checksum is correct', async () => {
    const name = await createKey('round-trip');
    const [sealed] = await kms.encrypt({
      name,
      plaintext,
      additionalAuthenticatedData: aad,
      plaintextCrc32c: checksum(plaintext),
      additionalAuthenticatedDataCrc32c: checksum(aad),
    });
    const ciphertext = Buffer.from(sealed.ciphertext as Uint8Array);
    expect(sealed).toMatchObject({
      name: `${name}/cryptoKeyVersions/1`,
      verifiedPlaintextCrc32c: true,
      verifiedAdditionalAuthenticatedDataCrc32c: true,
    });
    expect(Number(sealed.ciphertextCrc32c?.value)).toBe(checksum(ciphertext).value);
    expect(ciphertext.includes(plaintext)).toBe(false);
    expect(await encrypt(name)).not.toEqual(ciphertext);
    const opened = await decrypt(name, ciphertext);
    expect(Buffer.from(opened.plaintext as Uint8Array)).toEqual(plaintext);
    expect(Number(opened.plaintextCrc32c?.value)).toBe(checksum(plaintext).value);
    expect(opened.usedPrimary).toBe(true);
  });

  test('if the client sends no checksum, the answer does not claim to have verified one', async () => {
    const [sealed] = await kms.encrypt({ name: await createKey('unverified'), plaintext });
    expect(sealed.verifiedPlaintextCrc32c).toBe(false);
    expect(sealed.verifiedAdditionalAuthenticatedDataCrc32c).toBe(false);
  });

  test('a wrong checksum is refused, in every field', async () => {
    const name = await createKey('checksums');
    const wrong = { value: 0 };
    const ciphertext = await encrypt(name);
    const additionalAuthenticatedData = aad;
    const calls = [
      kms.encrypt({ name, plaintext, plaintextCrc32c: wrong }),
      kms.encrypt({
        name,
        plaintext,
        additionalAuthenticatedData,
        additionalAuthenticatedDataCrc32c: wrong,
      }),
      kms.decrypt({ name, ciphertext, additionalAuthenticatedData, ciphertextCrc32c: wrong }),
      kms.decrypt({
        name,
        ciphertext,
        additionalAuthenticatedData,
        additionalAuthenticatedDataCrc32c: wrong,
      }),
    ];
    for (const call of calls) {
      await expect(call).rejects.toEqual(failsWith(status.INVALID_ARGUMENT, /checksum in field/));
    }
  });

  test('with other AAD, another key or a changed bit, decryption fails', async () => {
    const name = await createKey('tamper');
    const other = await createKey('tamper-other');
    const ciphertext = await encrypt(name);
    const refused = failsWith(status.INVALID_ARGUMENT, /^Decryption failed/);
    await expect(kms.decrypt({ name, ciphertext })).rejects.toEqual(refused);
    await expect(decrypt(other, ciphertext)).rejects.toEqual(refused);
    await expect(decrypt(name, ciphertext.subarray(0, 20))).rejects.toEqual(refused);
    for (let index = 0; index < ciphertext.length; index += 1) {
      const changed = Buffer.from(ciphertext);
      changed[index] = (changed[index] ?? 0) ^ 1;
      await expect(decrypt(name, changed), `byte ${index}`).rejects.toEqual(refused);
    }
  });

  test('64 KiB of plaintext or AAD are accepted, and one more byte is refused', async () => {
    const name = await createKey('limits');
    const most = Buffer.alloc(65_536);
    const tooMuch = Buffer.alloc(65_537);
    await kms.encrypt({ name, plaintext: most, additionalAuthenticatedData: most });
    const refused = failsWith(status.INVALID_ARGUMENT);
    await expect(kms.encrypt({ name, plaintext: tooMuch })).rejects.toEqual(refused);
    await expect(
      kms.encrypt({ name, plaintext, additionalAuthenticatedData: tooMuch }),
    ).rejects.toEqual(refused);
  });

  test('after a rotation an old ciphertext can be decrypted, until the destruction of its version is ordered', async () => {
    const name = await createKey('rotation');
    const old = await encrypt(name);
    const [version] = await kms.createCryptoKeyVersion({ parent: name });
    expect(version.name).toBe(`${name}/cryptoKeyVersions/2`);
    expect((await decrypt(name, await encrypt(name))).usedPrimary).toBe(true);
    await kms.updateCryptoKeyPrimaryVersion({ name, cryptoKeyVersionId: '2' });
    expect((await kms.encrypt({ name, plaintext }))[0].name).toBe(version.name);
    expect(await decrypt(name, old)).toMatchObject({ plaintext, usedPrimary: false });

    const [destroyed] = await kms.destroyCryptoKeyVersion({ name: `${name}/cryptoKeyVersions/1` });
    expect(destroyed.state).toBe('DESTROY_SCHEDULED');
    await expect(decrypt(name, old)).rejects.toEqual(
      failsWith(status.FAILED_PRECONDITION, /DESTROY_SCHEDULED/),
    );
    await expect(
      kms.updateCryptoKeyPrimaryVersion({ name, cryptoKeyVersionId: '1' }),
    ).rejects.toEqual(failsWith(status.FAILED_PRECONDITION));
  });
});

describe('signing', () => {
  test('a signature is valid only for its data, and a signing key cannot encrypt', async () => {
    const key = await createKey('sign', 'ASYMMETRIC_SIGN');
    const name = `${key}/cryptoKeyVersions/1`;
    const [publicKey] = await kms.getPublicKey({ name });
    const pem = publicKey.pem ?? '';
    expect(publicKey.algorithm).toBe('EC_SIGN_P256_SHA256');
    expect(Number(publicKey.pemCrc32c?.value)).toBe(checksum(Buffer.from(pem)).value);
    // DER puts a zero byte in front of about half of the integers, because it would otherwise read
    // them as negative. So forty signatures contain integers with and without this byte.
    for (let round = 0; round < 40; round += 1) {
      const data = Buffer.from(`receipt ${round}`);
      const sha256 = createHash('sha256').update(data).digest();
      const digest = { sha256 };
      const [signed] = await kms.asymmetricSign({ name, digest, digestCrc32c: checksum(sha256) });
      const signature = Buffer.from(signed.signature as Uint8Array);
      expect(signed).toMatchObject({ name, verifiedDigestCrc32c: true });
      expect(Number(signed.signatureCrc32c?.value)).toBe(checksum(signature).value);
      expect(verify('sha256', data, pem, signature)).toBe(true);
      expect(verify('sha256', plaintext, pem, signature)).toBe(false);
    }
    const [signed] = await kms.asymmetricSign({ name, data: aad, dataCrc32c: checksum(aad) });
    expect(verify('sha256', aad, pem, signed.signature as Uint8Array)).toBe(true);
    await expect(kms.asymmetricSign({ name, data: aad, dataCrc32c: { value: 1 } })).rejects.toEqual(
      failsWith(status.INVALID_ARGUMENT),
    );
    await expect(kms.encrypt({ name: key, plaintext })).rejects.toEqual(
      failsWith(status.FAILED_PRECONDITION),
    );
  });
});

describe('the emulator itself', () => {
  test('during an outage every call gets UNAVAILABLE; after the outage calls succeed again', async () => {
    const name = await createKey('outage');
    const before = emulator.calls()['Encrypt'] ?? 0;
    emulator.setOutage(true);
    await expect(kms.encrypt({ name, plaintext }, once)).rejects.toEqual(
      failsWith(status.UNAVAILABLE),
    );
    await expect(kms.getKeyRing({ name: ring }, once)).rejects.toEqual(
      failsWith(status.UNAVAILABLE),
    );
    emulator.setOutage(false);
    await encrypt(name);
    expect(emulator.calls()['Encrypt']).toBe(before + 2);
  });

  test('with a state file, keys still exist after a restart, and only the file’s owner can read the file', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'kms-'));
    const stateFile = join(dir, 'kms.json');
    const first = await startKmsEmulator({ stateFile });
    const firstClient = connectKms(first);
    await firstClient.createKeyRing({ parent, keyRingId: 'mayfly' });
    const name = await createKey('kept', 'ENCRYPT_DECRYPT', firstClient);
    const ciphertext = await encrypt(name, firstClient);
    await firstClient.close();
    await first.stop();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(stateFile, 'utf8'))).toHaveProperty('keys');

    const second = await startKmsEmulator({ stateFile });
    const secondClient = connectKms(second);
    expect(await decrypt(name, ciphertext, secondClient)).toMatchObject({ plaintext });
    await secondClient.destroyCryptoKeyVersion({ name: `${name}/cryptoKeyVersions/1` });
    await secondClient.close();
    await second.stop();
    await expectMaterialGoneAfterGrace(stateFile, name);
    await rm(dir, { recursive: true });
  });
});
