import * as z from 'zod';
import type { Instant } from '#shared/base/time/instant.ts';
import {
  type StatementKind,
  signStatement,
  tryOpenStatement,
} from '#shared/manager-log/sign-statement.ts';
import { cancelledIn, profileRef } from '#shared/settings/encode-settings.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';

const payload = z.strictObject({
  format: z.literal('mayfly-offboarding-1'),
  tenant: z.string(),
  erasure: z.string(),
  /**
   * The last microsecond before the order takes effect. It is signed too, so that nobody can make
   * the order take effect earlier.
   */
  up_to: z.int().nonnegative(),
});

type Order = z.infer<typeof payload>;

const kind: StatementKind<Order> = { type: 'mayfly-offboarding+jws', payload };

/**
 * Signs the order to erase a tenant. A thief who may only write to the database of records cannot
 * sign an order, and so cannot cause the destruction of keys and rights.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export function signOrder(
  signer: Pick<Signer, 'keyId' | 'sign'>,
  { tenant, erasure, upTo }: { tenant: string; erasure: string; upTo: Instant },
): Promise<string> {
  const order: Order = { format: 'mayfly-offboarding-1', tenant, erasure, up_to: upTo };
  return signStatement(signer, kind, order);
}

/**
 * True if an owner has ordered this erasure of a tenant, and nobody has cancelled the erasure.
 * @throws KeyServiceUnavailable; KeyDenied if the process may not read any public key
 */
export async function isOrdered(
  { store, publicKeys }: { readonly store: ReadStore; readonly publicKeys: PublicKeys },
  { ref, data }: StoredDocument,
): Promise<boolean> {
  const order = await tryOpenStatement(publicKeys, kind, data['order']);
  if (order === undefined) return false;
  const { tenant, erasure, up_to } = order;
  if (tenant !== ref.tenant || erasure !== ref.id || up_to !== data['up_to']) return false;
  return !cancelledIn((await store.get(profileRef(tenant)))?.data).includes(ref.id);
}
