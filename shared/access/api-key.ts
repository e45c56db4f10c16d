import { hash } from 'node:crypto';

const pattern = /^mf_([a-z][a-z0-9-]{1,39})_([0-9a-f]{64})$/;

/**
 * Returns the tenant in the text of an API key, or undefined if the text does not have the form of
 * an API key.
 */
export function tenantOfApiKey(key: string): string | undefined {
  return pattern.exec(key)?.[1];
}

/**
 * Creates an API key: `mf_<tenant>_<256 random bits in hex>`. The key is shown once and is not
 * stored.
 */
export function newApiKey(tenant: string, randomBytes: (count: number) => Uint8Array): string {
  const key = `mf_${tenant}_${Buffer.from(randomBytes(32)).toString('hex')}`;
  if (tenantOfApiKey(key) === undefined)
    throw new Error('the tenant id does not match [a-z][a-z0-9-]{1,39}');
  return key;
}

/**
 * The stored form of an API key: a hash without a secret. This is safe, because an API key has 256
 * random bits, so nobody can guess the API key from the hash.
 */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** The beginning of a key, by which people recognise it: the tenant and 8 of 64 digits. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, key.length - 56);
}
