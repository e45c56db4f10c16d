import type { ApiFixture } from './create-api-fixture.ts';

/** Creates a pool with the given code through the API. @returns the id of the pool */
export async function storeExamplePool(
  { apps }: ApiFixture,
  key: string,
  described: { readonly kind: 'code' | 'coupon'; readonly code: string },
): Promise<string> {
  const post = async (path: string, type: string, body: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': type };
    const response = await apps.coupons.request(path, { method: 'POST', headers, body });
    if (response.status !== 201) throw new Error(`${path} answers ${await response.text()}`);
    return (await response.json()) as { readonly id: string };
  };
  const pool = { name: 'beispiel', kind: described.kind, policy: 'once' };
  const { id } = await post('/v1/coupon-pools', 'application/json', JSON.stringify(pool));
  await post(`/v1/coupon-pools/${id}/codes`, 'text/csv', described.code);
  return id;
}
