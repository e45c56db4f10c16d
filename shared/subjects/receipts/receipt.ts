import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { StatementKind } from '#shared/manager-log/sign-statement.ts';
import { tryOpenStatement } from '#shared/manager-log/sign-statement.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { receiptFormat, receiptType } from './verification/receipt-format.ts';

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const count = z.int().nonnegative();
const name = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const told = z.strictObject({ what: name, why: name, count: count.optional() });
const inCategory = z.strictObject({ category: name, count });
const inCollection = z.strictObject({ collection: name, count });

/**
 * A data key of deleted records. The key is destroyed at the instant `until` at the latest. After
 * this instant no copy of the records can be decrypted. Receipts from before December 2026 may
 * state an instant that is too early.
 */
const key = z.strictObject({ category: name, key: name, until: instant });

const common = {
  format: z.literal(receiptFormat),
  tenant: name,
  /** The number of the receipt. The receipts of a tenant are numbered from 1 without a gap. */
  number: z.int().positive(),
  /** The hash of the previous receipt. Null for the first receipt. */
  previous: hash.nullable(),
  issued_at: instant,
  does_not_prove: z.array(told),
};

/** States that an erasure was requested, and that it is complete. */
const erasure = z.strictObject({
  kind: z.literal('erasure'),
  ...common,
  erasure: name,
  scope: name,
  /** The category, if a category was erased. */
  category: name.nullable(),
  asked_by: z.array(name),
  /**
   * A commitment to the requested identifiers. Only the caller got its salt. Null if the request
   * contains no person or conversation.
   */
  commitment: hash.nullable(),
  accepted_at: instant,
  /** The instant from which the data was hidden. Null if it was deleted at once. */
  fenced_at: instant.nullable(),
  completed_at: instant,
  categories: z.array(inCategory),
  beside: z.array(inCollection),
  keys: z.array(key),
  stays: z.array(told),
  /** The instant after which no backup contains any of the data. */
  copies_gone_by: instant,
  /**
   * The endpoints of recipients that get notices. Another receipt states how many notices were
   * accepted.
   */
  recipients: z.array(name).optional(),
});

/**
 * States how many notices of an erasure each recipient accepted. This receipt is issued after the
 * receipt of the erasure, when each notice was accepted or given up.
 */
const toldRecipients = z.strictObject({
  kind: z.literal('notices'),
  ...common,
  erasure: name,
  recipients: z.array(
    z.strictObject({
      endpoint: name,
      notices: count,
      taken: count,
      not_taken: count,
      /**
       * When the last notice was accepted or given up. Null if there is no notice for the
       * recipient, for example because a restored backup has lost the notices.
       */
      last_settled_at: instant.nullable(),
    }),
  ),
});

/** States that a search for erased data found nothing. */
const absence = z.strictObject({
  kind: z.literal('absence'),
  ...common,
  erasure: name,
  asked_by: z.array(name),
  commitment: hash,
  searched_at: instant,
  found: z.literal(0),
});

/**
 * States how many records were due on a day (UTC): these records expire on that day, and were
 * counted at its beginning. It also states how many expired records still existed after the day.
 */
const expiry = z.strictObject({
  kind: z.literal('expiry'),
  ...common,
  day,
  counted_at: instant,
  looked_at: instant,
  categories: z.array(z.strictObject({ category: name, due: count, overdue: count })),
  /** The data keys that were due on that day. Each entry states whether the key is destroyed. */
  keys: z.array(z.strictObject({ category: name, key: name, destroyed: z.boolean() })),
});

const payload = z.discriminatedUnion('kind', [erasure, absence, expiry, toldRecipients]);

export type Receipt = z.infer<typeof payload>;

/** The content of a receipt without the fields that state its place in the chain. */
export type ReceiptContent = Receipt extends infer Each
  ? Each extends Receipt
    ? Omit<Each, 'format' | 'tenant' | 'number' | 'previous' | 'issued_at'>
    : never
  : never;

export const receiptKind: StatementKind<Receipt> = { type: receiptType, payload };

/** The hash of a receipt, which the next receipt contains: SHA-256 of its JWS, in hex. */
export function hashReceipt(jws: string): string {
  return createHash('sha256').update(jws, 'ascii').digest('hex');
}

/**
 * The id of a receipt. It is made from the receipt's number. So two receipts that are issued at the
 * same time have the same id, and one of the two commits fails.
 */
export function receiptId(number: number): string {
  return String(number).padStart(8, '0');
}

/** The value of the field `about` for the receipt of an erasure. */
export function aboutErasure(id: string): string {
  return `erasure:${id}`;
}

/** The value of the field `about` for the receipt about the notices of an erasure. */
export function aboutNotices(id: string): string {
  return `notices:${id}`;
}

/**
 * The value of the field `about` for a receipt of absence. After one erasure several searches may
 * be made, so the value also contains an id of the search.
 */
export function aboutAbsence(id: string, search: string): string {
  return `absence:${id}:${search}`;
}

/** The value of the field `about` for the receipt about a day's expiry. */
export function aboutExpiry(day: string): string {
  return `expiry:${day}`;
}

/**
 * True if a signed receipt is about the event that its document names. Somebody could store a copy
 * of a genuine receipt as the receipt of another event.
 */
function isAbout(receipt: Receipt, about: unknown): boolean {
  if (receipt.kind === 'erasure') return about === aboutErasure(receipt.erasure);
  if (receipt.kind === 'notices') return about === aboutNotices(receipt.erasure);
  if (receipt.kind === 'expiry') return about === aboutExpiry(receipt.day);
  return String(about).startsWith(aboutAbsence(receipt.erasure, ''));
}

function isInPlace(receipt: Receipt, { ref, data }: StoredDocument): boolean {
  const own = receiptId(receipt.number);
  return (
    receipt.tenant === ref.tenant &&
    receipt.number === data['number'] &&
    receipt.kind === data['kind'] &&
    isAbout(receipt, data['about']) &&
    (ref.id === own || ref.id.startsWith(`${own}.`))
  );
}

/**
 * The content of a stored receipt. Undefined if its signature is wrong, or if its document states
 * another tenant, number, kind or event than the receipt.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function openReceipt(
  keys: PublicKeys,
  document: StoredDocument,
): Promise<Receipt | undefined> {
  const receipt = await tryOpenStatement(keys, receiptKind, document.data['jws']);
  return receipt !== undefined && isInPlace(receipt, document) ? receipt : undefined;
}
