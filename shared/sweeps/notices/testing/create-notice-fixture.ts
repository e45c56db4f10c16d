import { createHmac, timingSafeEqual } from 'node:crypto';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { notices, noticeValues } from '#shared/notices/collections.ts';
import { createSendOutbound, type SendOutbound } from '#shared/outbound/send-outbound.ts';
import { receiverCertificate } from '#shared/outbound/testing/receiver-certificate.ts';
import {
  type Answer,
  type Received,
  receiverName,
  startReceiver,
} from '#shared/outbound/testing/start-receiver.ts';
import { createRecords } from '#shared/records/create-records.ts';
import {
  createTestFixture,
  type TestContext,
} from '#shared/records/testing/create-test-context.ts';
import { decodeSettings, profileRef } from '#shared/settings/encode-settings.ts';
import { noticeEvents } from '#shared/settings/notice-routes.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { allTenants, type Store, type StoredDocument } from '#shared/store/store.ts';
import { putEndpoint, rotateSecrets } from '#shared/tenants/notices/change-endpoints.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { collections } from '#shared/wiring/collections.ts';
import { type NoticeGivenUp, runNotices } from '../run-notices.ts';

/** The parts of a received notice that the tests read. */
export type ReceivedNotice = {
  readonly id: string;
  readonly event: string;
  readonly category: string | null;
  readonly records: readonly string[];
  readonly corrected: readonly string[];
  readonly erasure: string | null;
  readonly up_to: string | null;
  readonly values: readonly {
    readonly field: string;
    readonly secret: string;
    readonly hmac: string;
  }[];
};

/**
 * Checks the signature of a message in the same way as the example for recipients in
 * `shared/notices/README.md`. The check calls no function of Mayfly.
 */
export function isSigned(secret: string, { headers, body }: Received, now: number): boolean {
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  if (!(Math.abs(now / 1_000_000 - Number(timestamp)) <= 300)) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((text) => Buffer.from(text.slice('v1,'.length), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

/** Hashes a value as a recipient does. */
export function hashAsRecipient(secret: string, value: string): string {
  const key = Buffer.from(secret.slice('match_'.length), 'base64');
  return createHmac('sha256', key).update(value).digest('hex');
}

/**
 * The client that sends requests to tenants' systems. It resolves every host name to this machine.
 */
export const sendHere: SendOutbound = createSendOutbound({
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  allowsLoopback: true,
  certificateAuthority: receiverCertificate,
});

/**
 * Creates a tenant with a parcel service as recipient. The recipient's endpoint is a real server.
 */
export async function createNoticeFixture(answer: Answer, more: object = {}) {
  const fixture = createTestFixture();
  const { clock, store, platform } = fixture;
  await openTenant(platform, 'acme');
  const receiver = await startReceiver(answer);
  const url = `https://${receiverName}:${receiver.port}/mayfly`;
  const every = fixture.contextOf('acme');
  const scopes = new Set([...every.scopes, 'tenant', 'subjects', 'restriction']);
  const actor = { kind: 'api_key', id: 'mf_acme_00000000' } as const;

  /** The context of the tenant, with the settings that are stored now. */
  async function context(process: TestContext = every): Promise<TestContext> {
    const profile = await store.get(profileRef('acme'));
    const settings =
      profile === undefined ? everythingOn() : decodeSettings(profile.data, undefined, clock.now);
    return { ...process, ...asActing({ tenant: 'acme', scopes, settings, actor }) };
  }

  const owner = async () => ({ ...(await context()), categories, allowsLoopback: true });
  const name = { recipient: 'Paketdienst', url, events: [...noticeEvents], ...more };
  const put = async (id: string, body: object = name) => {
    const deps = await owner();
    const { secrets } = await putEndpoint(deps, deps, { id, body });
    return secrets ?? { signing: '', matching: '' };
  };
  const opening = await owner();
  await changeParticulars(opening, opening, {
    recipients: [{ name: 'Paketdienst', purpose: { de: 'Versand' }, country: 'DE' }],
  });
  const secrets = await put('versand');

  const givenUp: NoticeGivenUp[] = [];
  const failures: unknown[] = [];
  const run = async (through: Store = store, send: SendOutbound = sendHere) =>
    runNotices({
      ...(await context(fixture.otherProcess('acme'))),
      store: through,
      send,
      random: () => 0.5,
      monotonic: () => 0,
      budgetSeconds: 60,
      onGivenUp: (given) => void givenUp.push(given),
      onFailure: (error) => void failures.push(error),
    });
  const stored = (id: string): Promise<StoredDocument[]> =>
    store.query({ collection: id, tenant: allTenants, where: [], orderBy: [], limit: 1_000 });

  return {
    ...fixture,
    receiver,
    url,
    secrets,
    put,
    owner,
    context,
    run,
    givenUp,
    failures,
    received: () => receiver.received.map(({ body }) => JSON.parse(body) as ReceivedNotice),
    rotate: async (hours: number) => {
      const deps = await owner();
      return rotateSecrets(deps, deps, { id: 'versand', body: { overlap_hours: hours } });
    },
    notices: () => stored(notices.id),
    values: () => stored(noticeValues.id),
    /** All documents of all databases. */
    dump: async () => (await Promise.all(collections.map(({ id }) => stored(id)))).flat(),
    storeCustomer: async (email = 'anna@example.org') => {
      const body = { email, authenticated_by: 'sso', values: { ort: 'Bonn' } };
      const { records } = await createRecords(await context(), { category: customers, body });
      return records[0]?.id ?? '';
    },
  };
}
