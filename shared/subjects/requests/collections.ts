import { identifierNames } from '#shared/categories/category-subject.ts';
import { aesName, bcryptName } from '#shared/categories/stored-names.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** The order by due day, the earliest first. People work on requests in this order. */
export const earliestDue: readonly Order[] = [
  { field: 'due_at', direction: 'asc' },
  { field: 'expires_at', direction: 'asc' },
];

/**
 * Requests of persons: the kind of request, its dates, and its outcome. They contain nothing that
 * identifies the person. The person's identifiers are in {@link requestPersons}.
 */
export const personRequests: Collection = {
  id: 'person_requests',
  title: { de: 'Anträge von Personen', en: 'Requests of persons' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: {
    nobody: 'dates and grounds; the person is in a separate document, which is deleted first',
  },
  expiry: {
    by: 'ttl',
    source: {
      de: 'drei Jahre nach dem Ende des Jahres, in dem der Antrag erledigt wurde (BGB §§ 195, 199); ein offener Antrag vier Jahre nach dem Ende des Jahres seines Eingangs',
      en: 'three years after the end of the year in which the request was closed (BGB 195, 199); an open request four years after the end of the year in which it was received',
    },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    /**
     * Each change stores its own random id here. If the database's answer to a commit was lost, the
     * next attempt recognises by this id that the change is already stored.
     */
    change_id: 'id',
    kind: 'id',
    came_by: 'id',
    status: 'id',
    received: 'id',
    due: 'id',
    due_at: 'instant',
    extension_months: 'number',
    extended_on: 'id',
    extension_reasons: 'ids',
    identity: 'id',
    identity_doubt: 'id',
    identity_method: 'id',
    asked_on: 'id',
    /**
     * True while the deadline is suspended, because the desk asked in time for a proof of the
     * identity.
     */
    is_suspended: 'boolean',
    suspended_days: 'number',
    settled_on: 'id',
    closed_on: 'id',
    is_in_time: 'boolean',
    result: 'id',
    ground: 'id',
    authority: 'id',
    erasure_id: 'id',
    archive_id: 'id',
  },
  queries: [
    { equal: ['status'], orderBy: earliestDue },
    { equal: ['status', 'kind'], orderBy: earliestDue },
  ],
  sweeps: [{ equal: ['status'], orderBy: [{ field: 'due_at', direction: 'asc' }] }],
};

/**
 * The details of the person whom an open request is about, in a document with the same id as the
 * request. The commit that closes the request deletes this document.
 */
export const requestPersons: Collection = {
  id: 'request_persons',
  title: { de: 'Personen offener Anträge', en: 'Persons of open requests' },
  database: 'mayfly',
  category: 'requests',
  lifeFields: null,
  personal: {
    de: 'die Angaben zur Person und ihre Wünsche, verschlüsselt, bis der Antrag erledigt ist',
    en: 'the person’s identifiers and wishes, encrypted, until the request is closed',
  },
  subject: [
    { by: 'identifier', name: 'email', field: bcryptName('email') },
    { by: 'identifier', name: 'phone', field: bcryptName('phone') },
    { by: 'identifier', name: 'external_id', field: bcryptName('external_id') },
    { by: 'identifier', name: 'push_endpoint', field: bcryptName('push_endpoint') },
  ],
  expiry: {
    by: 'ttl',
    source: {
      de: 'wird gelöscht, wenn der Antrag erledigt ist, spätestens vier Jahre nach dem Jahr seines Eingangs',
      en: 'is deleted when the request is closed, at the latest four years after the year in which it was received',
    },
  },
  fields: {
    ...expiryFields,
    ...Object.fromEntries(identifierNames.map((name) => [bcryptName(name), 'hash' as const])),
    ...Object.fromEntries(identifierNames.map((name) => [aesName(name), 'sealed' as const])),
    /** The channel from which the identifiers come, for example `whatsapp`. */
    channel: 'id',
    details_aes: 'sealed',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};
