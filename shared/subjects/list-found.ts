import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Fields } from '#shared/records/record.ts';
import type { Found, Why } from './find-subject.ts';
import { fateOf, type Keeping } from './keeping.ts';
import { besideOf, plainOf, shownIn } from './shown.ts';
import type { SubjectWorld } from './subject-world.ts';

/**
 * The maximum number of records that a preview lists. The counts of the preview include all
 * records.
 */
export const listedMax = 1_000;

/** A person's record, or a copy of such a record, with its unencrypted fields. */
export type ListedRecord = {
  readonly category: string;
  /**
   * The collection in which the record is stored: the records of the category, its restricted
   * records, or copies such as winners.
   */
  readonly collection: string;
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly why: readonly Why[];
  /** True if an erasure would keep the record, for the person or as a proof. */
  readonly stays: boolean;
  readonly facts: Fields;
};

/**
 * Lists at most {@link listedMax} records of a person in all categories. The record that expires
 * first comes first. The function reads and decrypts nothing, because the search has already read
 * the unencrypted fields.
 */
export function listFound(
  { documents }: Pick<Found, 'documents'>,
  world: SubjectWorld,
  keeping: Keeping,
): ListedRecord[] {
  const places = new Map(shownIn(world).map((shown) => [shown.collection.id, shown]));
  const expiryOf = ({ document }: (typeof documents)[number]) =>
    document.data['expires_at'] as Instant;
  const held = documents.filter(({ document }) => places.has(document.ref.collection));
  const first = held.toSorted((one, other) => expiryOf(one) - expiryOf(other)).slice(0, listedMax);
  return first.flatMap(({ document, why }) => {
    const { ref, data } = document;
    const shown = places.get(ref.collection);
    if (shown === undefined) return [];
    return [
      {
        category: shown.category.id,
        collection: ref.collection,
        id: ref.id,
        created_at: formatInstant(data['created_at'] as Instant),
        expires_at: formatInstant(data['expires_at'] as Instant),
        why: [...why].toSorted(),
        stays: fateOf(keeping, document) !== 'goes',
        facts: { ...plainOf(shown, document), ...besideOf(shown, document) },
      },
    ];
  });
}
