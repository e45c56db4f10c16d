import * as z from 'zod';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import {
  type KeepingGround,
  keepingGrounds,
} from '#shared/records/restriction/restriction-ground.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';

const grounds = Object.keys(keepingGrounds) as [KeepingGround, ...KeepingGround[]];

/**
 * The data of a person that an erasure keeps, and the reason (Art. 17(3)(b) and (e) GDPR). Only
 * consents can be kept, as a proof that they were given.
 */
export const keepSchema = z
  .array(z.strictObject({ category: z.literal(marketingConsents.id), ground: z.enum(grounds) }))
  .max(1)
  .optional();

/**
 * True if the erasure also deletes restricted records that are kept for the person or as a proof.
 */
export const restrictedTooSchema = z.boolean().optional();

/** The rules that decide which of the found documents an erasure keeps. */
export type Keeping = {
  /** The ground for keeping consents as a proof. Undefined if they are deleted. */
  readonly keep: KeepingGround | undefined;
  readonly restrictedToo: boolean;
};

/** Reads from a request which data the erasure keeps. */
export function keepingOf(input: {
  readonly keep?: z.output<typeof keepSchema>;
  readonly restricted_too?: boolean | undefined;
}): Keeping {
  return { keep: input.keep?.[0]?.ground, restrictedToo: input.restricted_too === true };
}

/**
 * Decides what an erasure does with a found document. `stays`: the record is already kept, for the
 * person or as a proof. With `restrictedToo` such a record is deleted too, unless it is a consent
 * that this erasure keeps on the same ground. `moves`: the erasure keeps this consent as a proof,
 * among the restricted records. A consent that is already restricted gets the new ground. `goes`:
 * the document is deleted. A record that is restricted during an examination is deleted too,
 * because without the record there is no question to examine.
 */
export function fateOf(
  { keep, restrictedToo }: Keeping,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
): 'goes' | 'moves' | 'stays' {
  if (data['restriction_kept'] === true && !restrictedToo) return 'stays';
  if (keep === undefined || !holdsRecordsOf(marketingConsents, ref.collection)) return 'goes';
  // This erasure, or an earlier one with the same ground, has already kept the consent.
  return data['restriction_ground'] === keep ? 'stays' : 'moves';
}

/** The name under which an erasure counts the consents that it keeps as a proof. */
export const keptCount = `kept:${marketingConsents.id}`;
