import type { Acting } from '#shared/access/renew-caller.ts';
import { customers } from '#shared/categories/customers.ts';
import { endpointRef, sealAddress } from '#shared/notices/endpoint.ts';
import { newMatchingSecret } from '#shared/notices/match-value.ts';
import { noticesWithValues } from '#shared/notices/notices-with-values.ts';
import { secretWrites } from '#shared/notices/secrets.ts';
import { newWebhookSecret } from '#shared/outbound/sign-webhook.ts';
import type { NoticeRoute } from '#shared/settings/notice-routes.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { setEndpoint } from '#shared/transfer/endpoints/change-endpoints.ts';
import { giveDeviceToken } from '#shared/transfer/tokens/give-device-token.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Platform } from '#shared/wiring/platform.ts';

/** A system of the tenant that gets device data, and the secret with which Mayfly calls it. */
export const system = { id: 'crm', url: 'https://crm.example.com/', token: 'a-secret-token' };

/** A recipient of notices. */
export const recipient = {
  id: 'versand',
  name: 'Versand Beispiel GmbH',
  url: 'https://versand.example/',
};

/** The conversation that a device token may access. */
export const conversation = 'chat-of-anna';

/**
 * What the deeds need to know about the stored documents: the id and the expiry of a device token,
 * the recipient's events and the ids of its secrets, and the id of a notice that waits to be sent.
 */
export type StoredEndpoints = {
  readonly deviceTokenId: string;
  readonly deviceTokenExpiry: number;
  readonly route: NoticeRoute;
  readonly noticeId: string;
};

async function storeNotice(platform: Platform, tenant: string, route: NoticeRoute) {
  const deps = createApiService(platform, customers.service).records;
  const settings = { ...everythingOn(), notices: [route] };
  const told = { event: 'erasure', category: customers.id, records: ['0'.repeat(32)] } as const;
  const named = [{ field: 'email', value: 'anna@example.org' }];
  const writes = await noticesWithValues({ ...deps, tenant, settings }, told, async () => named);
  await platform.store.commit(writes);
  return writes[0]?.ref.id ?? '';
}

/**
 * Stores a system for device data and a device token in the same way as the function `transfer`.
 * Stores a recipient with its secrets in the same way as `tenants`. Stores a notice that waits to
 * be sent.
 */
export async function storeEndpoints(platform: Platform, caller: Acting): Promise<StoredEndpoints> {
  const { tenant } = caller;
  const transfer = { ...createApiService(platform, 'transfer').records, ...caller };
  const auth = { type: 'bearer', token: system.token };
  await setEndpoint(transfer, () => true, { id: system.id, body: { url: system.url, auth } });
  const body = { instance_id: conversation, purpose: 'variables' };
  const given = await giveDeviceToken(transfer, { body, idempotencyKey: undefined });

  const { records } = createApiService(platform, 'tenants');
  const ref = endpointRef(tenant, recipient.id);
  const times = { created_at: platform.now(), changed_at: platform.now() };
  const address = { recipient: recipient.name, url: recipient.url };
  const secret = { tenant, endpoint: recipient.id, id: 'a'.repeat(32) };
  const made = {
    signing: newWebhookSecret(platform.randomBytes),
    matching: newMatchingSecret(platform.randomBytes),
  };
  await platform.store.commit([
    { kind: 'create', ref, data: { ...(await sealAddress(records, ref, address)), ...times } },
    ...(await secretWrites(records, secret, made)),
  ]);
  const route = {
    endpoint: recipient.id,
    events: ['erasure'],
    secrets: [{ id: secret.id }],
  } as const;
  return {
    deviceTokenId: given.id,
    deviceTokenExpiry: Date.parse(given.expires_at) * 1_000,
    route,
    noticeId: await storeNotice(platform, tenant, route),
  };
}
