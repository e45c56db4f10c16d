import * as z from 'zod';
import type { Shortening } from '#shared/settings/settings.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';
import { managerLogCuts } from './collections.ts';
import { findFreeId } from './free-id.ts';
import { hourOf, sealExpiry } from './log-hour.ts';
import { type StatementKind, signStatement, tryOpenStatement } from './sign-statement.ts';

const whole = z.int().nonnegative();

const payload = z.strictObject({
  format: z.literal('mayfly-log-cut-1'),
  tenant: z.string(),
  /**
   * Entries that were created up to this instant expire `days` days after their creation, but not
   * before this instant.
   */
  up_to: whole,
  days: z.int().positive(),
  expires_at: whole,
});

type Cut = z.infer<typeof payload>;

const cutKind: StatementKind<Cut> = { type: 'mayfly-log-cut+jws', payload };

/** All cuts get the purge shard 0, which exists in every configuration. */
const shards = 1;

/**
 * The content of a stored cut. A cut is the signed note about a shortened retention. Undefined if
 * the cut is not correctly signed, or if its tenant or a stored field differs from the signed
 * content.
 */
export async function openCut(
  keys: PublicKeys,
  document: StoredDocument,
): Promise<Cut | undefined> {
  const { ref, data } = document;
  const cut = await tryOpenStatement(keys, cutKind, data['jws']);
  const isInPlace =
    cut !== undefined &&
    cut.tenant === ref.tenant &&
    cut.up_to === data['up_to'] &&
    cut.days === data['days'] &&
    cut.expires_at === data['expires_at'];
  return isInPlace ? cut : undefined;
}

export type NoteShorteningDeps = RetryDeps & { readonly store: Store; readonly signer: Signer };

/**
 * Writes a signed note about a shortened retention of the log. The erase sweep calls this function
 * before it sets the earlier expiries. With this note, the verification can distinguish early
 * expiry from a removal. If the note already exists, nothing changes.
 * @throws KeyServiceUnavailable, KeyDenied, StoreUnavailable, Problem `contention`
 */
export async function noteShortening(
  deps: NoteShorteningDeps,
  tenant: string,
  { upTo, days }: Shortening,
): Promise<void> {
  const { store, signer } = deps;
  const own = { tenant, collection: managerLogCuts.id, id: `${upTo}.${days}` };
  const said = { up_to: upTo, days, expires_at: sealExpiry(hourOf(upTo)) };
  const isGenuine = async (found: StoredDocument) => {
    const cut = await openCut(signer.publicKeys, found);
    return cut?.up_to === upTo && cut.days === days;
  };
  await retryOnConflict(deps, async () => {
    const ref = await findFreeId(store, own, isGenuine);
    if (ref === undefined) return;
    const format = 'mayfly-log-cut-1';
    const jws = await signStatement(signer, cutKind, { format, tenant, ...said });
    const data = { ...said, jws, purge_shard: purgeShard(own.id, shards) };
    await store.commit([{ kind: 'create', ref, data }]);
  });
}
