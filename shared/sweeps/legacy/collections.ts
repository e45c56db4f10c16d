import { identifierNames } from '#shared/categories/category-subject.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** The key of Cloud KMS that wraps legacy keys, and the data keys of what waits for the sweep. */
export const legacyKek = 'legacy';

/** Keys of an older system, wrapped. They open AES/CBC of lines that are imported, and nothing else. */
export const legacyKeys: Collection = {
  id: 'legacy_keys',
  title: { de: 'Schlüssel des Altsystems', en: 'Keys of the older system' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key' },
  expiry: {
    by: 'never',
    source: {
      de: 'wenn er beendet ist und keine Zeile mehr wartet, spätestens mit dem Mandanten',
      en: 'once it is ended and no line waits, at the latest with its tenant',
    },
  },
  fields: {
    wrapped: 'sealed',
    kek_version: 'number',
    created_at: 'instant',
    /** Since when it opens no more lines of imports; it is deleted when no line waits. */
    ended_at: 'instant',
  },
  queries: [],
};

/** Which lines were imported. The id is a keyed hash of the line's own id, so a line comes in once. */
export const importMarks: Collection = {
  id: 'import_marks',
  title: { de: 'Marken importierter Zeilen', en: 'Marks of imported lines' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'that a line of an older system came in; a keyed hash of its id' },
  expiry: {
    by: 'ttl',
    source: { de: 'mit dem Ablauf der importierten Zeile', en: 'when the imported line expires' },
  },
  fields: { ...expiryFields },
  queries: [],
};

/**
 * Imported records whose values still are the older system's ciphertexts. The whole content is sealed once more, under a
 * data key that `rekey` alone unwraps. They are no records yet: the sweep writes these. Their hashes and
 * conversations are stored beside, so that a person is found here too.
 */
export function legacyRecordsOf(categories: readonly Category[]): Collection {
  const hashes = categories.flatMap((category) => lookupFields(category).map(bcryptName));
  return {
    id: 'legacy_records',
    title: { de: 'Importierte Daten vor der Umstellung', en: 'Imported data before its migration' },
    database: 'mayfly',
    category: legacyKek,
    lifeFields: null,
    alone: { category: 'of_category', fence: 'created_at' },
    personal: {
      de: 'ein Datensatz einer Kategorie, mit den Verschlüsselungen des Altsystems',
      en: 'a record of a category, with the ciphertexts of the older system',
    },
    subject: [
      { by: 'conversation', field: 'conversation_id' },
      ...identifierNames.map(
        (name) => ({ by: 'identifier', name, field: bcryptName(name) }) as const,
      ),
    ],
    expiry: {
      by: 'ttl',
      source: { de: 'wie der Datensatz, der daraus wird', en: 'as the record that it becomes' },
    },
    fields: {
      ...expiryFields,
      created_at: 'instant',
      of_category: 'id',
      conversation_id: 'id',
      ...Object.fromEntries(hashes.map((name) => [name, 'hash' as const])),
      content_aes: 'sealed',
      dek: 'id',
      enc: 'number',
    },
    queries: [...identifierNames.map(bcryptName), 'conversation_id'].map((field) => ({
      equal: [field],
      orderBy: [{ field: 'of_category', direction: 'asc' }],
    })),
  };
}

export const legacyRecordsId = 'legacy_records';
