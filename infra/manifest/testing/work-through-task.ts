import { sessionRef } from '#shared/access/session/session-documents.ts';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import { noticesWithValues } from '#shared/notices/notices-with-values.ts';
import {
  decodeSettings,
  encodeDecisions,
  encodeSettings,
  fencesRef,
  profileRef,
} from '#shared/settings/encode-settings.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { Write } from '#shared/store/store.ts';
import { erasureRef, newErasure } from '#shared/subjects/erasure.ts';
import { signOrder } from '#shared/subjects/scopes/offboarding-order.ts';
import { putEndpoint } from '#shared/tenants/notices/change-endpoints.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { taskApps } from '../../local/gateway/task-apps.ts';
import { type Note, noteSigner, noteStore, noteVersions, noteWrapper } from './record-use.ts';
import { storeOldSpellings } from './store-old-spellings.ts';
import { storeWornKeys } from './store-worn-keys.ts';

const hour = 3_600 * microsPerSecond;

/**
 * Returns the writes that store a half-finished erasure of a conversation, as if the process of the
 * erasure had been killed. One message of the conversation still exists, but the conversation has
 * no head any more.
 */
function killedErasure(at: Instant, now: Instant): Write[] {
  const times = { created_at: at, expires_at: now + hour, purge_shard: 0 };
  const erasure = newErasure('0'.repeat(32), {
    now: at,
    purgeShards: 4,
    askedBy: ['conversation_id'],
    keys: { hashes: {}, conversations: ['c-killed'] },
    found: {
      documents: [],
      conversations: [
        { id: 'c-killed', shared: false, drawnIn: true, leftOut: 0, isByRestricted: false },
      ],
      aliases: [],
    },
    keeping: { keep: undefined, restrictedToo: false, subjectsKept: [] },
    commitment: '0'.repeat(64),
    routes: [],
  });
  const message = { tenant: 'acme', collection: chatMessages.id, id: '1'.repeat(32) };
  return [
    { kind: 'create', ref: erasureRef('acme', '0'.repeat(32)), data: erasure },
    {
      kind: 'create',
      ref: message,
      data: { ...times, created_at: now + hour, conversation_id: 'c-killed', author: 'bot' },
    },
  ];
}

/** Returns the write that stores an owner's order to erase a tenant without records. */
async function orderedErasure(
  signer: Parameters<typeof signOrder>[0],
  upTo: Instant,
): Promise<Write> {
  const ref = erasureRef('leaving', '2'.repeat(32));
  const order = await signOrder(signer, { tenant: ref.tenant, erasure: ref.id, upTo });
  const times = { created_at: upTo, fenced_at: upTo + 1, expires_at: upTo * 2, purge_shard: 0 };
  const begun = { scope: 'tenant', asked_by: [], pending: true, counts: [], up_to: upTo };
  return { kind: 'create', ref, data: { ...times, ...begun, records_gone_at: upTo, order } };
}

type TaskFixture = Awaited<ReturnType<typeof createTaskFixture>>;

/**
 * Stores an endpoint, and a notice to this endpoint that a customer was corrected. The delivery of
 * the notice will fail.
 */
async function storeNotices({ contextOf, store, clock }: TaskFixture): Promise<void> {
  const ctx = { ...contextOf('acme', ['tenant', 'customers:write']), categories };
  await changeParticulars(ctx, ctx, {
    recipients: [{ name: 'Paketdienst', purpose: { de: 'Versand' }, country: 'DE' }],
  });
  const url = 'https://hooks.example.com/mayfly';
  const body = { recipient: 'Paketdienst', url, events: ['correction'] };
  await putEndpoint({ ...ctx, allowsLoopback: false }, ctx, { id: 'versand', body });
  const profile = await store.get(profileRef('acme'));
  const settings = decodeSettings(profile?.data ?? {}, undefined, clock.now);
  const told = { event: 'correction', category: customers.id, records: ['0'.repeat(32)] } as const;
  const values = [{ field: 'email', value: 'anna@example.org' }];
  const writes = await noticesWithValues({ ...ctx, settings }, told, async () => values);
  await store.commit(writes);
}

/**
 * Runs a task four times. The second run is three hours after the first, the third is 1,200 days
 * after the second, and the fourth is two days after the third. Before the first run, the tenant
 * sets fences for two categories, and shortens the retention of the manager log. The store also
 * contains an expired session.
 */
export async function workThroughTask(note: Note, name: keyof typeof taskApps): Promise<void> {
  const fixture = await createTaskFixture();
  const upTo = fixture.clock.now - hour;
  const settings = {
    ...everythingOn(),
    fences: [
      { category: chatMessages.id, upTo },
      // A fence hides records until `erase` deletes them. The fence below is not due yet when
      // `erase` carries out the fence above.
      { category: customers.id, upTo: fixture.clock.now },
    ],
    shortenings: [{ category: managerLog.id, upTo, days: 30 }],
  };
  if (name === 'rekey') {
    await storeOldSpellings(fixture);
    await storeWornKeys(fixture);
  }
  if (name === 'notices') await storeNotices(fixture);
  if (name === 'erase') await fixture.store.commit(killedErasure(upTo, fixture.clock.now));
  const decide = async () => {
    const waiting = { ...encodeDecisions(settings), pending: true, changed_at: upTo };
    await fixture.store.commit([{ kind: 'put', ref: fencesRef('acme'), data: waiting }]);
    const profile = { ref: profileRef('acme'), data: encodeSettings(settings) };
    await fixture.store.commit([{ kind: 'update', ...profile }]);
  };
  await decide();
  const session = { created_at: upTo, expires_at: upTo, purge_shard: 0 };
  await fixture.store.commit([{ kind: 'create', ref: sessionRef('over'), data: session }]);
  const store = { ...fixture.store };
  // Below, the test itself adds an entry to the manager log. The task does not need the key for
  // this entry. So the test uses this copy of the wrapper, which notes nothing.
  const wrapper = { ...fixture.wrapper };
  noteWrapper(fixture.wrapper, note);
  noteVersions(fixture.wrapper, note);
  noteStore(store, note);
  const service = fixture.serviceOf(name, store);
  if (name === 'purge') await fixture.store.commit([await orderedErasure(service.signer, upTo)]);
  noteSigner(service.signer, note);
  const app = taskApps[name](service);
  const headers = { authorization: 'Bearer scheduler' };
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
  // The first run of `seal` has sealed the hour before the run. The first run of `erase` has noted
  // the shortened retention. The second run of the same task finds this seal or note.
  fixture.clock.now += hour;
  await createManagerLog(fixture.platform, wrapper).record(entryOf(2));
  await decide();
  fixture.clock.now += 2 * hour;
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
  // Now the reports of the first run have expired too.
  fixture.clock.now += 1_200 * microsPerDay;
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
  // An earlier run of `rekey` has wrapped again each data key that an old version had wrapped. Two
  // days later `rekey` orders the destruction of the old versions.
  fixture.clock.now += 2 * microsPerDay;
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
}
