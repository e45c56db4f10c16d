import { maySeeRestricted } from '#shared/access/scope.ts';
import { isBlank } from '#shared/domains/raffles/blank-winner.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRestricted } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { conversationsOf, type Found, type FoundDocument } from './find-subject.ts';
import type { SubjectWorld } from './subject-world.ts';

type Places = ReadonlyMap<string, Collection>;

function placesIn({ collections }: Pick<SubjectWorld, 'collections'>): Places {
  return new Map(collections.map((each) => [each.id, each]));
}

/**
 * True if a document is a restricted record, or a copy of a restricted record. Such a copy contains
 * no personal values.
 */
function isRestrictedIn(places: Places, document: StoredDocument): boolean {
  const collection = places.get(document.ref.collection);
  return (collection !== undefined && holdsRestricted(collection)) || isBlank(document);
}

/** True if the search found a restricted record. */
export function hasRestricted(
  { documents }: Pick<Found, 'documents'>,
  world: Pick<SubjectWorld, 'collections'>,
): boolean {
  const places = placesIn(world);
  return documents.some(({ document }) => isRestrictedIn(places, document));
}

/**
 * The part of a search's result that a caller may see. Some callers may not see restricted records.
 * For these callers this part contains no restricted records, and no conversations whose ids only
 * restricted records contain. It also contains no documents that were found only through such a
 * conversation. Counts and plans still use the whole result, so that an erasure deletes everything.
 */
export function visibleTo(
  scopes: ReadonlySet<string>,
  found: Found,
  world: Pick<SubjectWorld, 'collections'>,
): Pick<Found, 'documents' | 'conversations'> {
  if (!hasRestricted(found, world) || maySeeRestricted(scopes)) return found;
  const places = placesIn(world);
  const conversations = found.conversations.filter(({ isByRestricted }) => !isByRestricted);
  const known = new Set(conversations.map(({ id }) => id));
  const isKnown = ({ document, why }: FoundDocument) => {
    const collection = places.get(document.ref.collection);
    if (collection === undefined || isRestrictedIn(places, document)) return false;
    if ([...why].some((each) => each !== 'conversation_id')) return true;
    return conversationsOf(collection, document).some((id) => known.has(id));
  };
  return { documents: found.documents.filter(isKnown), conversations };
}
