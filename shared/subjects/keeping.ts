import * as z from 'zod';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import {
  type KeepingGround,
  keepingGrounds,
} from '#shared/records/restriction/restriction-ground.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';

const grounds = Object.keys(keepingGrounds) as [KeepingGround, ...KeepingGround[]];

/** What is not deleted of a person, and why (Art. 17(3)(b) and (e) GDPR): consents alone, as a proof that they were given. */
export const keepSchema = z
  .array(z.strictObject({ category: z.literal(marketingConsents.id), ground: z.enum(grounds) }))
  .max(1)
  .optional();

/** Records that are restricted because somebody relies on them go only where this is true. */
export const restrictedTooSchema = z.boolean().optional();

/** What an erasure leaves of the documents that it finds. */
export type Keeping = {
  /** Why consents are kept as a proof; undefined where they are deleted. */
  readonly keep: KeepingGround | undefined;
  readonly restrictedToo: boolean;
};

/** The part of a request that says what stays. */
export function keepingOf(input: {
  readonly keep?: z.output<typeof keepSchema>;
  readonly restricted_too?: boolean | undefined;
}): Keeping {
  return { keep: input.keep?.[0]?.ground, restrictedToo: input.restricted_too === true };
}

/**
 * What becomes of a document that leads to the person. A record is left that is restricted because the person
 * wanted it kept, or that was kept as a proof: a later request has to say that it goes too. Consents that the request keeps
 * move to where restricted ones lie, or take its ground where they lie there. One that is restricted while a
 * question is examined goes, because without the record there is no question.
 */
export function fateOf(
  { keep, restrictedToo }: Keeping,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
): 'goes' | 'moves' | 'stays' {
  if (data['restriction_kept'] === true && !restrictedToo) return 'stays';
  if (keep === undefined || !holdsRecordsOf(marketingConsents, ref.collection)) return 'goes';
  // Kept by this request already, or by an earlier one for the same reason.
  return data['restriction_ground'] === keep ? 'stays' : 'moves';
}

/** The name under which an erasure counts what it has kept. */
export const keptCount = `kept:${marketingConsents.id}`;
