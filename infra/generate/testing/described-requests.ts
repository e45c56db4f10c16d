import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import type { OpenApiDocument, Operation } from '#shared/openapi/openapi-document.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { exampleId } from '#shared/openapi/record-example.ts';
import { legacyKeys } from '#shared/sweeps/legacy/collections.ts';
import type { DescribedOperation } from './ask-as-described.ts';
import type { ApiFixture } from './create-api-fixture.ts';
import { storeExamplePool } from './store-example-pool.ts';

/** The operations of a description, each with its method and its path. */
export function describedOperations(document: OpenApiDocument): DescribedOperation[] {
  return [...readOperations(document)].map(([route, operation]) => {
    const [method = '', path = ''] = route.split(' ');
    return { route, method, path, operation };
  });
}

/** An example of an operation's body: the named example, or else the first one. */
export function exampleOf({ requestBody }: Operation, name?: string): unknown {
  const [content] = Object.values(requestBody?.content ?? {});
  const examples = content?.examples ?? {};
  return (name === undefined ? Object.values(examples)[0] : examples[name])?.value;
}

/** True for a request that deletes the records whose ids are in its body. */
export function isOfMany({ path }: Pick<DescribedOperation, 'path'>): boolean {
  return path.endsWith('/delete');
}

/** The body of a request: the given id if the request deletes by ids, otherwise the example. */
export function bodyAbout(each: DescribedOperation, id: string): unknown {
  return isOfMany(each) ? { ids: [id] } : exampleOf(each.operation);
}

/** Stores data that several examples need: the raffle, and coins to spend. */
export async function prepareExamples(fixture: ApiFixture): Promise<void> {
  await fixture.storeRaffle();
  await fixture.earnCoins();
}

const conversationId = 'conv-7f3a';

/** Stores a record. @returns the id of the data key that encrypts it */
async function storeKey(fixture: ApiFixture): Promise<string> {
  const id = await fixture.storeExample(customers);
  const ref = { tenant: 'blumen', collection: customers.id, id };
  return String((await fixture.store.get(ref))?.data['dek']);
}

/** Stores a key of an older system. @returns its name */
async function storeOldKey({ store }: ApiFixture): Promise<string> {
  const ref = { tenant: 'blumen', collection: legacyKeys.id, id: 'altsystem' };
  const data = { wrapped: new Uint8Array(48), kek_version: 1, created_at: 0 };
  await store.commit([{ kind: 'put', ref, data }]);
  return ref.id;
}

/**
 * Sends the example of a message to the API. So Mayfly also stores the conversation's head, the
 * document about its latest message.
 */
async function storeConversation({ apps }: ApiFixture, key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const message = { conversation_id: conversationId, author: 'customer', text: 'Guten Tag' };
  const init = { method: 'POST', headers, body: JSON.stringify(message) };
  const response = await apps.chat.request('/v1/chat-messages', init);
  if (response.status !== 201)
    throw new Error(`the message was not stored: ${await response.text()}`);
  return conversationId;
}

/**
 * Stores records for an archive: the examples of all categories with personal data. They belong to
 * one person and one conversation.
 */
async function storePerson(fixture: ApiFixture): Promise<string> {
  await fixture.storeParticulars();
  for (const category of categories)
    if (!('nobody' in category.subject)) await fixture.storeExample(category);
  return conversationId;
}

/** Announces a draw of the raffle of the examples. @returns its id */
async function announceExample({ apps }: ApiFixture, key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ count: 1, announce_only: true });
  const path = `/v1/raffles/${exampleId}/draws`;
  const response = await apps.raffles.request(path, { method: 'POST', headers, body });
  if (response.status !== 201)
    throw new Error(`the draw was not announced: ${await response.text()}`);
  return ((await response.json()) as { readonly id: string }).id;
}

/**
 * Stores the document that an operation reads or changes, for example a record, a pool or a member.
 * @returns the id of this document
 */
export async function storeSubject(
  fixture: ApiFixture,
  key: string,
  { method, path, operation }: DescribedOperation,
): Promise<string> {
  if (path.startsWith('/v1/raffles/')) return exampleId;
  if (path.startsWith('/v1/raffle-draws/')) return announceExample(fixture, key);
  if (path.endsWith('/{id}/file')) return fixture.storeFile(key);
  if (path.startsWith('/v1/coupon-pools/')) {
    const { code } = (exampleOf(operation) ?? {}) as { readonly code?: string };
    const pool = {
      kind: path.endsWith('redeem') ? 'code' : 'coupon',
      code: code ?? 'A-1',
    } as const;
    return storeExamplePool(fixture, key, pool);
  }
  if (path === '/v1/tenant/api-keys/{id}') return fixture.storeApiKey();
  if (path === '/v1/tenant/notice-endpoints/{id}' && /^put$/i.test(method)) {
    await fixture.storeParticulars();
    return 'versand';
  }
  if (/^\/v1(?:\/tenant)?\/notice-endpoints/.test(path)) return fixture.storeNoticeEndpoint();
  if (path.startsWith('/v1/notices/')) return fixture.storeNotice();
  if (path === '/v1/tenant/pending/{id}') return fixture.storePending();
  if (path === '/v1/tenant/members/{id}') return fixture.storeMember();
  const tellsParticulars = /^\/v1\/(?:tenant|operator)\/(?:particulars|record-of-processing)$/;
  if (tellsParticulars.test(path) && method === 'GET') return fixture.storeParticulars();
  // `storeParticulars` creates the tenant and returns its id.
  if (path.startsWith('/v1/public/')) return fixture.storeParticulars();
  if (path === '/v1/subjects/export') return storePerson(fixture);
  if (path === '/v1/erasures') return fixture.storeExample(customers);
  if (path.startsWith('/v1/erasures/{id}')) return fixture.storeErasure();
  if (path === '/v1/erasures/of-tenant') return fixture.storeTenantErasure();
  if (path === '/v1/tenant/deletion-log') return fixture.storeErasure();
  if (path === '/v1/device-tokens/{id}') return fixture.storeDeviceToken();
  if (path.startsWith('/v1/transfer')) return fixture.storeTransferEndpoint();
  if (path === '/v1/subject-tokens/{id}') return fixture.storeToken();
  if (path.startsWith('/v1/requests/')) return fixture.storeRequest();
  if (path === '/v1/conversations/{id}' && /^get$/i.test(method))
    return storeConversation(fixture, key);
  if (path.startsWith('/v1/data-keys/')) return storeKey(fixture);
  if (path.startsWith('/v1/legacy-keys/')) return storeOldKey(fixture);
  if (path.startsWith('/v1/imports/')) return 'blumen';
  const plainPath = path.replace('/v1/own-variables', '/v1/variables/own');
  const category = categories.find((each) => plainPath.startsWith(`/v1/${each.path}/`));
  if (category === undefined) return conversationId;
  const id = await fixture.storeExample(category);
  const isOfRestricted = path.endsWith('/restricted') || method === 'delete' || method === 'DELETE';
  const isRestriction = path.endsWith('/restricted') || path.endsWith('/restriction');
  if (isRestriction && isOfRestricted) await fixture.restrict(category, id);
  return id;
}
