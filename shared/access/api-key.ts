import { hash } from 'node:crypto';

const pattern = /^mf_([a-z][a-z0-9-]{1,39})_([0-9a-f]{64})$/;

/** The tenant that an API key names, or undefined when the text is no API key. */
export function tenantOfApiKey(key: string): string | undefined {
  return pattern.exec(key)?.[1];
}

/**
 * Creates an API key: `mf_<tenant>_<256 random bits in hex>`. It is shown once and stored nowhere.
 */
export function newApiKey(tenant: string, randomBytes: (count: number) => Uint8Array): string {
  const key = `mf_${tenant}_${Buffer.from(randomBytes(32)).toString('hex')}`;
  if (tenantOfApiKey(key) === undefined) throw new Error('tenant ids match [a-z][a-z0-9-]{1,39}');
  return key;
}

/**
 * The stored form of an API key. A key has 256 random bits, so nobody can guess it from a plain
 * hash.
 */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** The beginning of a key, for recognition: the tenant and 8 of 64 digits. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, key.length - 56);
}
