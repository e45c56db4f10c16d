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
 * What an erasure keeps of a person, and why (Art. 17(3)(b) and (e) GDPR): only consents, as a
 * proof that they were given.
 */
export const keepSchema = z
  .array(z.strictObject({ category: z.literal(marketingConsents.id), ground: z.enum(grounds) }))
  .max(1)
  .optional();

/** Whether it also deletes restricted records that somebody needs. */
export const restrictedTooSchema = z.boolean().optional();

/** What an erasure keeps of the found documents. */
export type Keeping = {
  /** The ground for keeping consents as a proof; undefined if they are deleted. */
  readonly keep: KeepingGround | undefined;
  readonly restrictedToo: boolean;
};

/** The part of a request that says what is kept. */
export function keepingOf(input: {
  readonly keep?: z.output<typeof keepSchema>;
  readonly restricted_too?: boolean | undefined;
}): Keeping {
  return { keep: input.keep?.[0]?.ground, restrictedToo: input.restricted_too === true };
}

/**
 * What happens to a found document. A record stays if it is restricted because the person wanted it
 * kept, or if it was kept as a proof: a later request must name it expressly. Consents that the
 * request keeps move to the restricted ones; one that is there already gets the new ground. A
 * record that is restricted during an examination is deleted, because without the record there is
 * no question.
 */
export function fateOf(
  { keep, restrictedToo }: Keeping,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
): 'goes' | 'moves' | 'stays' {
  if (data['restriction_kept'] === true && !restrictedToo) return 'stays';
  if (keep === undefined || !holdsRecordsOf(marketingConsents, ref.collection)) return 'goes';
  // Already kept by this request, or by an earlier one on the same ground.
  return data['restriction_ground'] === keep ? 'stays' : 'moves';
}

/** The name under which an erasure counts what it kept. */
export const keptCount = `kept:${marketingConsents.id}`;
