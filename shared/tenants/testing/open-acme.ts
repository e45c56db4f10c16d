import { chatMessages } from '../../categories/chat-messages.ts';
import { collections } from '../../collections/registry.ts';
import { runErase } from '../../erasure/run-erase.ts';
import { createRecords } from '../../records/create-records.ts';
import { listRecords } from '../../records/list-records.ts';
import { changeProfile } from '../change-profile.ts';
import { foreseeChange } from '../foresee-change.ts';
import { createTenantsBench } from './create-tenants-bench.ts';

const owner = 'anna@example.com';
const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };

/** A tenant in memory whose owner changes its profile; it keeps chat messages unless other modules are given. */
export async function openAcme(modules: readonly string[] = ['live_chat']) {
  const bench = createTenantsBench();
  await bench.open('acme', owner, modules);
  const as = async () => ({ ...bench.deps, ...(await bench.callerOf(owner)) });
  const write = async () => createRecords(await as(), { category: chatMessages, body: message });
  const count = async () => {
    const input = { category: chatMessages, filters: [], page: { limit: 100 } };
    return (await listRecords(await as(), input)).items.length;
  };
  const change = async (body: unknown) => changeProfile(bench.deps, await as(), body);
  const foresee = async (body: unknown) => foreseeChange(bench.deps, await as(), body);
  const stored = () =>
    bench.store.count({ collection: chatMessages.id, tenant: 'acme', where: [], orderBy: [] });
  const erase = () =>
    runErase({
      ...bench.deps,
      collections,
      monotonic: () => 0,
      budgetSeconds: 1,
      onFailure: (error) => {
        throw error;
      },
    });
  return { ...bench, write, count, change, foresee, stored, erase };
}
