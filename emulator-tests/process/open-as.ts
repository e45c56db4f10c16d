import { readConfig } from '#shared/base/config/read-config.ts';
import { createDataKeyDirectory } from '#shared/vault/open/records/data-key-directory.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';

// A function whose code was changed: it asks for the data key of any category, with the identity it has.
// Tells `opened` with the key's length, or the class of the error.

const [caller = '', tenant = '', category = '', keyId = ''] = process.argv.slice(2);
const platform = connectPlatform(readConfig(process.env));
const directory = createDataKeyDirectory({
  ...platform,
  wrapper: wrapperOf(platform, caller),
  purgeShards: platform.config.PURGE_SHARDS,
  algorithm: 'aes-256-gcm',
});
try {
  const key = await directory.load(tenant, category, keyId);
  console.log(key === undefined ? 'no such key' : `opened ${key.secret.symmetricKeySize} bytes`);
} catch (error) {
  console.log(error instanceof Error ? error.name : 'failed');
}
process.exit();
