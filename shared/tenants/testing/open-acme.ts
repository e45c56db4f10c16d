import { chatMessages } from '#shared/categories/chat-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { eraseScope } from '#shared/subjects/scopes/erase-scope.ts';
import { cancelPending, listPending } from '#shared/subjects/scopes/pending-changes.ts';
import { runErase } from '#shared/sweeps/erasure/run-erase.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { changeProfile } from '../change-profile.ts';
import { foreseeChange } from '../foresee-change.ts';
import { createTenantsFixture } from './create-tenants-fixture.ts';

const owner = 'anna@example.com';
const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };

/**
 * Creates a tenant in memory with an owner who can change its profile. By default the tenant
 * uses Live Chat, so chat messages can be stored.
 */
export async function openAcme(modules: readonly string[] = ['live_chat']) {
  const fixture = createTenantsFixture();
  await fixture.open('acme', owner, modules);
  const as = async () => ({ ...fixture.deps, ...(await fixture.callerOf(owner)) });
  const write = async () => createRecords(await as(), { category: chatMessages, body: message });
  const count = async () => {
    const input = { category: chatMessages, filters: [], page: { limit: 100 } };
    return (await listRecords(await as(), input)).items.length;
  };
  const change = async (body: unknown, ifMatch?: readonly string[]) =>
    changeProfile(fixture.deps, await as(), body, ifMatch);
  const pending = async () => (await listPending(fixture.deps, await as())).items;
  const cancel = async (id: string) => cancelPending(fixture.deps, await as(), { id });
  const eraseCategory = async (category: string) => {
    const body = { scope: { category }, confirm: true };
    return eraseScope(
      await as(),
      { categories, signer: createFakeSigner() },
      { body, idempotencyKey: undefined },
    );
  };
  const foresee = async (body: unknown) => foreseeChange(fixture.deps, await as(), body);
  const stored = () =>
    fixture.store.count({ collection: chatMessages.id, tenant: 'acme', where: [], orderBy: [] });
  const erase = () =>
    runErase({
      ...fixture.deps,
      collections,
      signer: createFakeSigner(),
      onOverdue: () => undefined,
      onEnding: () => undefined,
      onIssued: () => undefined,
      monotonic: () => 0,
      budgetSeconds: 1,
      onFailure: (error) => {
        throw error;
      },
    });
  return {
    ...fixture,
    as,
    write,
    count,
    change,
    pending,
    cancel,
    eraseCategory,
    foresee,
    stored,
    erase,
  };
}
