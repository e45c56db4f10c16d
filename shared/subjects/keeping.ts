import * as z from 'zod';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import {
  type KeepingGround,
  keepingGrounds,
} from '#shared/records/restriction/restriction-ground.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { conversationsOf, type Found, hashesIn } from './find-subject.ts';
import type { SubjectKeys } from './subject-keys.ts';

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

/** What a request says about the data that its erasure keeps. */
export type AskedKeeping = {
  /** The ground for keeping consents as a proof. Undefined if they are deleted. */
  readonly keep: KeepingGround | undefined;
  readonly restrictedToo: boolean;
};

/** The rules that decide which of the found documents an erasure keeps. */
export type Keeping = AskedKeeping & {
  /**
   * The conversations with a record that stays and contains no requested identifier, for example a
   * message. The subjects of these conversations stay too, so that later searches find the record.
   */
  readonly subjectsKept: readonly string[];
};

/** Reads from a request which data the erasure keeps. */
export function keepingOf(input: {
  readonly keep?: z.output<typeof keepSchema>;
  readonly restricted_too?: boolean | undefined;
}): AskedKeeping {
  return { keep: input.keep?.[0]?.ground, restrictedToo: input.restricted_too === true };
}

/**
 * The rules by which an erasure decides about the found documents. The preview and the erasure
 * derive them from the same search.
 */
export function keepingOfFound(
  asked: AskedKeeping,
  found: Pick<Found, 'documents' | 'conversations'>,
  { hashes }: Pick<SubjectKeys, 'hashes'>,
  collections: readonly Collection[],
): Keeping {
  const keeping = { ...asked, subjectsKept: [] };
  const requested = new Set(Object.values(hashes));
  const declared = new Map(collections.map((collection) => [collection.id, collection]));
  const led = found.documents.flatMap(({ document }) => {
    const collection = declared.get(document.ref.collection);
    if (collection === undefined || fateOf(keeping, document) !== 'stays') return [];
    const isNamed = hashesIn(collection, document).some((hash) => requested.has(hash));
    return isNamed ? [] : conversationsOf(collection, document);
  });
  const ids = new Set(led);
  const kept = found.conversations.filter(({ id, drawnIn }) => drawnIn && ids.has(id));
  return { ...asked, subjectsKept: kept.map(({ id }) => id) };
}

/**
 * True for a link that states the subject of a conversation, if this subject stays. A link that
 * belongs to a record states no subject.
 */
function isSubjectKept(
  { subjectsKept }: Keeping,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
): boolean {
  if (ref.collection !== conversationLinks.id || data['of_category'] === undefined) return false;
  return subjectsKept.includes(data['conversation_id'] as string);
}

/**
 * Decides what an erasure does with a found document. `stays`: the record is already kept, for the
 * person or as a proof. With `restrictedToo` such a record is deleted too, unless it is a consent
 * that this erasure keeps on the same ground. `moves`: the erasure keeps this consent as a proof,
 * among the restricted records. A consent that is already restricted gets the new ground. `goes`:
 * the document is deleted. A record that is restricted during an examination is deleted too,
 * because without the record there is no question to examine. `leads`: the subject of a
 * conversation stays, because it leads to a record that stays.
 */
export function fateOf(
  keeping: Keeping,
  document: Pick<StoredDocument, 'ref' | 'data'>,
): 'goes' | 'moves' | 'stays' | 'leads' {
  const { keep, restrictedToo } = keeping;
  const { ref, data } = document;
  if (isSubjectKept(keeping, document)) return 'leads';
  if (data['restriction_kept'] === true && !restrictedToo) return 'stays';
  if (keep === undefined || !holdsRecordsOf(marketingConsents, ref.collection)) return 'goes';
  // This erasure, or an earlier one with the same ground, has already kept the consent.
  return data['restriction_ground'] === keep ? 'stays' : 'moves';
}

/** The name under which an erasure counts the consents that it keeps as a proof. */
export const keptCount = `kept:${marketingConsents.id}`;
