import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { listAll } from '#shared/store/all-of.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import { erasures } from '../collections.ts';
import { renderErasure } from '../erasure.ts';
import { findReceiptAbout, type ReceiptsDeps } from '../receipts/read-receipts.ts';
import { aboutErasure } from '../receipts/receipt.ts';

type Deps = ReceiptsDeps & {
  readonly now: () => Instant;
  readonly categories: readonly Category[];
};

/** The genuine receipt of an erasure, as a JWS. Null if no receipt exists yet. */
async function receiptOf(deps: Deps, { ref, data }: StoredDocument): Promise<string | null> {
  if (data['receipt'] === undefined) return null;
  const found = await findReceiptAbout(deps, ref.tenant, aboutErasure(ref.id));
  return (found?.data['jws'] as string | undefined) ?? null;
}

async function renderWithReceipt(deps: Deps, erasure: StoredDocument) {
  return {
    ...renderErasure(erasure, deps.categories, { now: deps.now() }),
    receipt: await receiptOf(deps, erasure),
  };
}

const ofTenant = z.strictObject({
  tenant: tenantId,
  id: z.string().regex(/^[0-9a-f]{32}$/, '32 characters: digits and small letters from a to f'),
});

/**
 * Reads the erasure of a whole tenant, with the receipt. Everybody who knows the id of the erasure
 * may read the erasure, because the members of an erased tenant can no longer sign in. The id is
 * random, and the receipt identifies no person.
 * @throws Problem `validation-failed`, `record-not-found` (also if the id belongs to the erasure of
 * a person, conversation or category); KeyServiceUnavailable, KeyDenied
 */
export async function readTenantErasure(deps: Deps, body: unknown) {
  const { tenant, id } = parse(ofTenant, body);
  const found = await deps.store.get({ tenant, collection: erasures.id, id });
  if (!isUnexpired(found, deps.now()) || found.data['scope'] !== 'tenant')
    throw new Problem('record-not-found');
  return renderWithReceipt(deps, found);
}

/**
 * Lists the erasures that cover a whole tenant, with their receipts. There may be several, because
 * such an erasure can be cancelled. Only operators use this list, because an erased tenant has no
 * members any more.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function listTenantErasures(deps: Deps, tenant: string) {
  if (!tenantId.safeParse(tenant).success) return { items: [] };
  const found = await listAll(deps.store, {
    collection: erasures.id,
    tenant,
    where: [{ field: 'scope', op: '==', value: 'tenant' }],
    orderBy: [],
  });
  const told = found.filter((each) => isUnexpired(each, deps.now()));
  return { items: await Promise.all(told.map(async (each) => renderWithReceipt(deps, each))) };
}
