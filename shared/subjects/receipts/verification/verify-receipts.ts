import type { PublishedKey } from '#shared/vault/open-published-jws.ts';
import { askedForm } from './asked-form.ts';
import { type ChainFault, checkChain } from './check-chain.ts';
import { commitTo, decodeSalt } from './commitment.ts';
import { checkHeads, type Head, type HeadFault } from './heads.ts';
import { type Defect, openReceiptText, type ReceiptText } from './open-receipt-text.ts';

/**
 * The evidence that a receipt is about a person: the salt, and the identifiers in the request for
 * the erasure, by their kinds.
 */
export type Presented = {
  readonly salt: string;
  readonly values: { readonly [name: string]: string };
};

/**
 * True if a receipt is about the given person. Null if no person is given, or if the receipt has no
 * commitment.
 */
export type Belonging = boolean | null;

export type Verified =
  | {
      readonly receipt: ReceiptText;
      readonly hash: string;
      readonly keyId: string;
      readonly belongs: Belonging;
    }
  | { readonly defect: Defect };

export type Verification = {
  /** The receipts, in the order in which they were given. */
  readonly receipts: readonly Verified[];
  readonly faults: readonly (ChainFault | HeadFault)[];
  /** True if the receipts were compared with log lines. */
  readonly isWitnessed: boolean;
  /**
   * True if at least one receipt is given, every receipt is genuine, and no chain has a fault. If
   * log lines are given, they must agree with the receipts. If a person is given, one receipt must
   * be about this person.
   */
  readonly isValid: boolean;
};

/** The kinds of identifiers in the request, if the receipt has a commitment. */
export function namesAskedBy(receipt: ReceiptText): readonly string[] {
  const { asked_by: names, commitment } = receipt;
  if (typeof commitment !== 'string' || !Array.isArray(names)) return [];
  return names.filter((name): name is string => typeof name === 'string');
}

async function belongs(receipt: ReceiptText, presented: Presented | undefined): Promise<Belonging> {
  const names = namesAskedBy(receipt);
  if (presented === undefined || names.length === 0) return null;
  const salt = decodeSalt(presented.salt.trim());
  if (salt === undefined) return false;
  const asked: { [name: string]: string } = {};
  for (const name of names) {
    const form = askedForm(name, presented.values[name] ?? '');
    if (form === undefined) return false;
    asked[name] = form;
  }
  return (await commitTo(asked, salt)) === receipt['commitment'];
}

/**
 * Checks the signatures of receipts, their chain, and whether one of them is about the given
 * person. It also compares the receipts with the given log lines. The check needs only the
 * published keys. It runs in Node and in browsers, and sends nothing.
 */
export async function verifyReceipts(
  texts: readonly string[],
  keys: readonly PublishedKey[],
  {
    presented,
    heads,
  }: {
    readonly presented?: Presented | undefined;
    /** The statements of log lines about receipts, see `readHeads`. */
    readonly heads?: readonly Head[] | undefined;
  } = {},
): Promise<Verification> {
  const receipts = await Promise.all(
    texts.map(async (text): Promise<Verified> => {
      const opened = await openReceiptText(text, keys);
      if ('defect' in opened) return opened;
      return { ...opened, belongs: await belongs(opened.receipt, presented) };
    }),
  );
  const links = receipts.filter((each) => 'receipt' in each);
  const isWitnessed = heads !== undefined;
  const faults = [...checkChain(links), ...(isWitnessed ? checkHeads(links, heads) : [])];
  const isGenuine = receipts.length > 0 && links.length === receipts.length;
  const isTheirs = presented === undefined || links.some((each) => each.belongs === true);
  const isValid = isGenuine && faults.length === 0 && isTheirs;
  return { receipts, faults, isWitnessed, isValid };
}
