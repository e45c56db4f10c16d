import { identifierNames } from '#shared/categories/category-subject.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import type { Context } from '#shared/records/context.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import type { Person } from './create-person-fixture.ts';

/** All lookup hashes of a person's values. */
export async function hashesOf(ctx: Context, person: Person): Promise<string[]> {
  const forms = { email: 'email', external_id: 'exact', push_endpoint: 'exact' } as const;
  const hashes = identifierNames.map((name) =>
    name === 'phone'
      ? ctx.lookup.hash('acme', name, { region: 'DE', isInternational: false }, person.phone)
      : ctx.lookup.hash('acme', name, forms[name], person[name]),
  );
  return Promise.all(hashes);
}

/** The part of a document that can be read without a key. */
export const textOf = ({ ref, data }: StoredDocument) =>
  `${pathOf(ref)} ${JSON.stringify(data, (_key, value: unknown) => (value instanceof Uint8Array ? '' : value))}`;

export const holds = (document: StoredDocument, needles: readonly string[]) =>
  needles.some((needle) => textOf(document).includes(needle));

export const conversationsOf = ({ data }: StoredDocument) =>
  [data['conversation_id'], data['instance_id']].filter((id) => id !== undefined);

/** The conversations in which a person is identified. */
function identifiedIn(documents: readonly StoredDocument[], hashes: readonly string[]) {
  return new Set(documents.filter((document) => holds(document, hashes)).flatMap(conversationsOf));
}

/**
 * Returns a function that is true for the given documents, and for their marks, links and file
 * chunks.
 */
export function hangsOn(owners: readonly StoredDocument[]) {
  const ids = new Set(owners.map(({ ref }) => ref.id));
  const files = new Set(owners.map(({ data }) => data['file_id']));
  return ({ ref, data }: StoredDocument): boolean => {
    const [first = ''] = ref.id.split('.');
    const recordIds = (data['record_ids'] as string[] | undefined) ?? [];
    return (
      ids.has(ref.id) ||
      ids.has(String(data['record_id'])) ||
      recordIds.some((id) => ids.has(id)) ||
      (ref.collection === 'conversation_links' && ids.has(first)) ||
      (ref.collection === 'file_chunks' && files.has(first))
    );
  };
}

/**
 * Returns a function that is true for the stored documents of a person: documents that identify the
 * person, documents in conversations in which nobody else is identified, and documents that belong
 * to these documents.
 */
export function belongingTo(
  documents: readonly StoredDocument[],
  { hers, his }: { readonly hers: readonly string[]; readonly his: readonly string[] },
): (document: StoredDocument) => boolean {
  // If the person is the subject of a conversation, the identifiers in its messenger sessions
  // belong to the person too.
  const said = documents.filter(
    (document) => document.ref.id.includes('.subject.') && holds(document, hers),
  );
  const saidToBeHers = new Set(said.flatMap(conversationsOf));
  const sessions = documents.filter(
    (document) =>
      document.ref.collection.startsWith(messengerSessions.id) &&
      conversationsOf(document).some((id) => saidToBeHers.has(id)),
  );
  const others = his.filter((hash) => !sessions.some((session) => holds(session, [hash])));
  const [inHers, inHis] = [identifiedIn(documents, hers), identifiedIn(documents, others)];
  const drawnIn = new Set([...inHers].filter((id) => !inHis.has(id)));
  const own = documents.filter(
    (document) => holds(document, hers) || conversationsOf(document).some((id) => drawnIn.has(id)),
  );
  return hangsOn(own);
}
