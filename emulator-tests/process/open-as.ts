import { readConfig } from '#shared/base/config/read-config.ts';
import { createDataKeyDirectory } from '#shared/vault/open/records/data-key-directory.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';

// This script acts as functions whose code was changed. It asks for one data key, with the identity
// of each given function. The key may belong to a category of another function. For each function
// it prints a line: `opened` with the length of the key, `no such key`, or the class of the error.

const [tenant = '', category = '', keyId = '', ...callers] = process.argv.slice(2);
const platform = connectPlatform(readConfig(process.env));

async function openAs(caller: string): Promise<string> {
  const directory = createDataKeyDirectory({
    ...platform,
    wrapper: wrapperOf(platform, caller),
    purgeShards: platform.config.PURGE_SHARDS,
    algorithm: 'aes-256-gcm',
  });
  try {
    const loaded = await directory.load(tenant, category, keyId);
    if (loaded === undefined) return 'no such key';
    return `opened ${loaded.key.secret.symmetricKeySize} bytes`;
  } catch (error) {
    return error instanceof Error ? error.name : 'failed';
  }
}

for (const caller of callers) console.log(await openAs(caller));
process.exit();
