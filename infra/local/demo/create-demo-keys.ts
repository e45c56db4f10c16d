import { randomBytes } from 'node:crypto';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Platform } from '../gateway/platform.ts';
import { demoTenants } from './demo-tenants.ts';

const scopes = [
  ...categories.flatMap(({ id }) =>
    ['write', 'read', 'delete', 'export'].map((action) => `${id}:${action}`),
  ),
  'subjects',
  'tenant',
];

/** A new API key for each tenant, with every scope there is. @returns the keys by tenant */
export async function createDemoKeys({ store, now }: Platform): Promise<Map<string, string>> {
  const keys = await Promise.all(
    demoTenants.map(async ({ id }): Promise<[string, string]> => {
      const key = await createApiKey({ store, now, randomBytes }, { tenant: id, scopes });
      return [id, key];
    }),
  );
  return new Map(keys);
}
