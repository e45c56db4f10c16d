import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import { erasures } from '../collections.ts';
import { renderErasure } from '../erasure.ts';
import { receipts } from '../receipts/collections.ts';
import { receiptId } from '../receipts/receipt.ts';

const listedMax = 50;

type Deps = {
  readonly store: ReadStore;
  readonly now: () => Instant;
  readonly categories: readonly Category[];
};

/** The receipt of an erasure, as a JWS; null where there is none yet. */
async function receiptOf({ store }: Deps, { ref, data }: StoredDocument): Promise<string | null> {
  const number = data['receipt'] as number | undefined;
  if (number === undefined) return null;
  const id = receiptId(number);
  const found = await store.get({ tenant: ref.tenant, collection: receipts.id, id });
  return (found?.data['jws'] as string | undefined) ?? null;
}

/**
 * The erasures of a whole tenant with their receipts, for operators, because the tenant has no
 * members any more. Erasures of persons and categories are not shown to operators.
 */
export async function listTenantErasures(deps: Deps, tenant: string) {
  if (!tenantId.safeParse(tenant).success) return { items: [] };
  const found = await deps.store.query({
    collection: erasures.id,
    tenant,
    where: [{ field: 'scope', op: '==', value: 'tenant' }],
    orderBy: [],
    limit: listedMax,
  });
  const told = found.filter((each) => isUnexpired(each, deps.now()));
  const items = told.map(async (each) => ({
    ...renderErasure(each, deps.categories, { now: deps.now() }),
    receipt: await receiptOf(deps, each),
  }));
  return { items: await Promise.all(items) };
}
