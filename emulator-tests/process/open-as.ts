import { randomBytes } from 'node:crypto';
import { systemClock } from '#shared/base/time/clock.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { createDataKeyDirectory } from '#shared/vault/open/data-key-directory.ts';
import { collections } from '#shared/wiring/collections.ts';

// A function whose code was changed: it asks for the data key of any category, with the identity it has. One process
// stands for several functions; tells a line for each, `opened` with the key's length, or the class of the error.

const [tenant = '', category = '', keyId = '', ...callers] = process.argv.slice(2);
const projectId = process.env['GOOGLE_CLOUD_PROJECT'] ?? '';
const store = connectFirestore({
  projectId,
  emulatorHost: process.env['FIRESTORE_EMULATOR_HOST'],
  collections,
});

async function openAs(caller: string): Promise<string> {
  const wrapper = connectKms({
    projectId,
    location: process.env['KMS_LOCATION'] ?? '',
    emulatorHost: process.env['KMS_EMULATOR_HOST'],
    caller,
  });
  const directory = createDataKeyDirectory({
    store,
    wrapper,
    now: systemClock,
    randomBytes,
    purgeShards: 1,
    algorithm: 'aes-256-gcm',
  });
  try {
    const key = await directory.load(tenant, category, keyId);
    return key === undefined ? 'no such key' : `opened ${key.secret.symmetricKeySize} bytes`;
  } catch (error) {
    return error instanceof Error ? error.name : 'failed';
  }
}

for (const caller of callers) console.log(await openAs(caller));
process.exit();
