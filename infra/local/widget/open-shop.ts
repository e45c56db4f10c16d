import { setTimeout as sleep } from 'node:timers/promises';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import type { App } from '#shared/http/create-app.ts';
import type { DevicePurpose } from '#shared/transfer/tokens/device-grant.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createDemoTenant } from '../demo/create-demo-tenant.ts';
import { demoTenants } from '../demo/demo-tenants.ts';

/** The tenant of the example. Its owner is also the owner of the first tenant of the demo. */
export const shopTenant = 'gaertnerei';

export const shopExperience = 'pflanzenberatung';

/** The id of the endpoint with which the tenant registers the shop's own system. */
const fileName = 'kundenkartei';

/** Where the variables of the shop's customers are stored. */
export type ShopDestination = 'device' | 'server';

/** The backend of the example. It has API keys, which no page ever receives. */
export type Shop = {
  /** Gives a page a device token for its conversation. */
  readonly giveToken: (
    conversation: string,
    purpose: DevicePurpose,
  ) => Promise<{ readonly token: string; readonly expires_in: number }>;
  readonly destination: () => Promise<ShopDestination>;
  /**
   * Changes where new variables are stored. Resolves as soon as the profile that pages read shows
   * the change.
   */
  readonly keepAt: (destination: ShopDestination) => Promise<void>;
  /** The secret with which the shop's own system verifies messages. */
  readonly signingSecret: string;
};

export type ShopDeps = {
  readonly platform: Platform;
  readonly apps: { readonly tenants: App; readonly transfer: App };
  readonly baseUrl: string;
};

/** The pause in milliseconds before the next check whether the profile shows the change. */
const lookEveryMs = 250;

/**
 * Sends a request with an API key, as the backend of a tenant does. @throws an error if the request
 * does not succeed
 */
async function ask<Answer>(
  app: App,
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await app.request(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${await response.text()}`);
  return response.json() as Promise<Answer>;
}

/** Creates the tenant of the example, if no earlier run has stored it. */
async function createShopTenant(platform: Platform): Promise<void> {
  const variables = { destination: 'device' } as const;
  const [{ owner }] = demoTenants;
  const wanted = { id: shopTenant, owner, modules: [], categories: { variables } };
  try {
    await createDemoTenant(platform, wanted);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'tenant-exists')) throw error;
  }
}

/**
 * Creates the shop of the example: its tenant, two API keys, and the endpoint of its own system.
 * One key has only the rights that device tokens need. The other administers the tenant.
 */
export async function openShop({ platform, apps, baseUrl }: ShopDeps): Promise<Shop> {
  await createShopTenant(platform);
  const keyWith = (...scopes: string[]) => createApiKey(platform, { tenant: shopTenant, scopes });
  const pageKey = await keyWith('variables:read', 'variables:write', 'variables:delete');
  const shopKey = await keyWith('tenant');
  const { signing_secret: signingSecret } = await ask<{ signing_secret: string }>(
    apps.transfer,
    shopKey,
    'PUT',
    `/v1/transfer-endpoints/${fileName}`,
    {
      url: `${baseUrl}/_local/widget/file`,
      auth: { type: 'none' },
      mapping: {
        vorname: 'customer.name',
        lieblingsblume: 'garden.flower',
        flaeche: 'garden.size',
      },
      renew_signing_secret: true,
    },
  );
  type Profile = { readonly variables: { readonly destination: ShopDestination } };
  const destination = async () => {
    const path = `/v1/public/${shopTenant}/profile`;
    return (await ask<Profile>(apps.transfer, pageKey, 'GET', path)).variables.destination;
  };
  return {
    signingSecret,
    destination,
    async giveToken(conversation, purpose) {
      const given = await ask<{ token: string; expires_at: string }>(
        apps.transfer,
        pageKey,
        'POST',
        '/v1/device-tokens',
        { instance_id: conversation, purpose },
      );
      const left = Date.parse(given.expires_at) - platform.now() / microsPerMilli;
      return { token: given.token, expires_in: Math.floor(left / 1_000) };
    },
    async keepAt(chosen) {
      const existing = chosen === 'device' ? { existing: 'expire' } : {};
      const variables = { destination: chosen, ...existing };
      await ask(apps.tenants, shopKey, 'PUT', '/v1/tenant', { categories: { variables } });
      while ((await destination()) !== chosen) await sleep(lookEveryMs);
    },
  };
}
