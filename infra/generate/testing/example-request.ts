import { categories } from '#shared/categories/registry.ts';
import type { Operation } from '#shared/openapi/openapi-document.ts';
import { exampleId } from '#shared/openapi/record-example.ts';
import type { DescribedOperation } from './ask-as-described.ts';
import type { ApiFixture } from './create-api-fixture.ts';
import { storeExamplePool } from './store-example-pool.ts';

/** The body that an operation has for an example; the first one unless named. */
export function exampleOf({ requestBody }: Operation, name?: string): unknown {
  const [content] = Object.values(requestBody?.content ?? {});
  const examples = content?.examples ?? {};
  return (name === undefined ? Object.values(examples)[0] : examples[name])?.value;
}

/** Stores what the examples are about as a whole: the raffle, and coins to spend. */
export async function prepareExamples(fixture: ApiFixture): Promise<void> {
  await fixture.storeRaffle();
  await fixture.earnCoins();
}

/**
 * Stores what the example of an operation is about: a record of the category that it belongs to, a pool, a key.
 * @returns its id; a conversation's where there is nothing to store
 */
export async function storeExampleOf(
  fixture: ApiFixture,
  key: string,
  { path, operation }: DescribedOperation,
): Promise<string> {
  if (path.startsWith('/v1/raffles/')) return exampleId;
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
  if (path === '/v1/tenant/members/{id}') return fixture.storeMember();
  const category = categories.find((each) => path.startsWith(`/v1/${each.path}/`));
  return category === undefined ? 'conv-7f3a' : fixture.storeExample(category);
}
