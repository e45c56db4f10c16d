import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import { controlRef, encodeSettings } from '#shared/settings/encode-settings.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { taskApps } from '../../local/gateway/task-apps.ts';
import { type Note, noteStore, noteWrapper } from './record-use.ts';
import { storeOldSpellings } from './store-old-spellings.ts';

const hour = 3_600 * microsPerSecond;

/** A task at a tenant that has switched a category off and shortened its log, then a year later. */
export async function workThroughTask(note: Note, name: keyof typeof taskApps): Promise<void> {
  const fixture = await createTaskFixture();
  const upTo = fixture.clock.now - hour;
  const settings = {
    ...everythingOn(),
    fences: [{ category: chatMessages.id, upTo }],
    shortenings: [{ category: managerLog.id, upTo, days: 30 }],
  };
  const data = { ...encodeSettings(settings), pending: true };
  await fixture.store.commit([{ kind: 'update', ref: controlRef('acme'), data }]);
  if (name === 'rekey') await storeOldSpellings(fixture);
  const store = { ...fixture.store };
  // Managers of the next hour are no work of the task.
  const wrapper = { ...fixture.wrapper };
  noteWrapper(fixture.wrapper, note);
  noteStore(store, note);
  const service = fixture.serviceOf(name, store);
  const signer: typeof service.signer = {
    ...service.signer,
    sign: (bytes) => {
      note('receipts sign');
      return service.signer.sign(bytes);
    },
  };
  const publicKeys: typeof signer.publicKeys = (id) => {
    note('receipts verify');
    return service.signer.publicKeys(id);
  };
  const app = taskApps[name]({ ...service, signer: { ...signer, publicKeys } });
  const headers = { authorization: 'Bearer scheduler' };
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
  // The same again: an hour after one that is sealed, a shortened retention that is noted.
  fixture.clock.now += hour;
  await createManagerLog(fixture.platform, wrapper).record(entryOf(2));
  await fixture.store.commit([{ kind: 'update', ref: controlRef('acme'), data }]);
  fixture.clock.now += 2 * hour;
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
  fixture.clock.now += 400 * microsPerDay;
  await app.request(`/tasks/${name}`, { method: 'POST', headers });
}
