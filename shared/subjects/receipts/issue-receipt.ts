import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { findFreeId } from '#shared/manager-log/free-id.ts';
import { signStatement } from '#shared/manager-log/sign-statement.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import {
  AlreadyExists,
  type ReadStore,
  type Store,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { proofExpiry } from '../proof-expiry.ts';
import { receipts } from './collections.ts';
import { findLatestReceipt, findReceiptAbout } from './read-receipts.ts';
import {
  hashReceipt,
  openReceipt,
  type Receipt,
  type ReceiptContent,
  receiptId,
  receiptKind,
} from './receipt.ts';
import { receiptFormat } from './verification/receipt-format.ts';

/**
 * The log line of a receipt. Logs are stored outside of the database. So somebody who removes or
 * replaces receipts cannot change their log lines.
 */
export type ReceiptIssued = {
  readonly tenant: string;
  readonly kind: Receipt['kind'];
  readonly number: number;
  readonly receipt_hash: string;
  /**
   * The hash of the previous receipt. So there is evidence of the previous receipt even if a
   * process was killed before it logged the previous receipt.
   */
  readonly previous_hash: string | null;
};

export type IssueDeps = RetryDeps & {
  readonly store: ReadStore;
  readonly commit: Store['commit'];
  readonly signer: Signer;
  readonly now: () => Instant;
  readonly purgeShards: number;
  readonly onIssued: (issued: ReceiptIssued) => void;
};

/** An issued receipt, as it is stored. */
export type Issued = {
  readonly id: string;
  readonly number: number;
  readonly jws: string;
  /** The content of the receipt if it was issued before this call. */
  readonly earlier?: Receipt;
};

/** What a receipt is about, and its content. */
export type ReceiptDraft = { readonly about: string; readonly content: ReceiptContent };

/** The facts about a receipt that are logged. */
function headOf({ tenant, kind, number, previous }: Receipt, jws: string): ReceiptIssued {
  return { tenant, kind, number, receipt_hash: hashReceipt(jws), previous_hash: previous };
}

async function placeOf({ store, signer }: IssueDeps, tenant: string, number: number) {
  const own = { tenant, collection: receipts.id, id: receiptId(number) };
  const isGenuine = async (found: StoredDocument) =>
    (await openReceipt(signer.publicKeys, found)) !== undefined;
  const ref = await findFreeId(store, own, isGenuine);
  if (ref === undefined) throw new AlreadyExists('another receipt already has this number');
  return ref;
}

async function signNext(
  deps: IssueDeps,
  tenant: string,
  { about, content }: ReceiptDraft,
  latest: StoredDocument | undefined,
) {
  const number = ((latest?.data['number'] as number | undefined) ?? 0) + 1;
  const ref = await placeOf(deps, tenant, number);
  const now = deps.now();
  const previous = latest === undefined ? null : hashReceipt(latest.data['jws'] as string);
  const place = { format: receiptFormat, tenant, number, previous, issued_at: formatInstant(now) };
  const receipt = { ...place, ...content } as Receipt;
  const jws = await signStatement(deps.signer, receiptKind, receipt);
  const { kind } = content;
  const data = {
    created_at: now,
    expires_at: proofExpiry(now),
    purge_shard: purgeShard(ref.id, deps.purgeShards),
    number,
    kind,
    about,
    jws,
  };
  return { write: { kind: 'create', ref, data } satisfies Write, head: headOf(receipt, jws) };
}

/**
 * Issues the next receipt of a tenant's chain, or returns the existing receipt about the same
 * event. It logs an existing receipt again, because the process that stored the receipt may have
 * been killed before it wrote the log line. One commit stores the receipt. Two simultaneous calls
 * use the same number, so the commit of one call fails, and this call starts again.
 * @throws KeyServiceUnavailable, KeyDenied, StoreUnavailable, Problem `contention`
 */
export async function issueReceipt(
  deps: IssueDeps,
  tenant: string,
  draft: ReceiptDraft,
): Promise<Issued> {
  const reading = { store: deps.store, keys: deps.signer.publicKeys };
  return retryOnConflict(deps, async () => {
    // The latest receipt is read first. If another process issues a receipt after this read, both
    // receipts get the same number, and this commit fails.
    const latest = await findLatestReceipt(reading, tenant);
    const found = await findReceiptAbout(reading, tenant, draft.about);
    if (found !== undefined) {
      const { number, jws } = found.data as { readonly number: number; readonly jws: string };
      const receipt = await openReceipt(deps.signer.publicKeys, found);
      if (receipt !== undefined) deps.onIssued(headOf(receipt, jws));
      return { id: found.ref.id, number, jws, ...(receipt && { earlier: receipt }) };
    }
    const { write, head } = await signNext(deps, tenant, draft, latest);
    await deps.commit([write]);
    deps.onIssued(head);
    return { id: write.ref.id, number: head.number, jws: write.data.jws };
  });
}
