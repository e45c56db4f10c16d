import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Erasures: the kinds of given identifiers, and how many documents were deleted. The hashes that
 * find the person are kept only until the last document is deleted, so that a killed run can
 * continue.
 */
export const erasures: Collection = {
  id: 'erasures',
  title: { de: 'Löschaufträge', en: 'Erasures' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  outlivesTenant: true,
  personal: {
    de: 'Such-Hashwerte und Unterhaltungen einer Person, bis alles gelöscht ist',
    en: 'lookup hashes and conversation ids of a person, until all is gone',
  },
  subject: {
    nobody: 'while it is under way it is the erasing of the person; then it holds counts',
  },
  expiry: {
    by: 'ttl',
    source: {
      de: 'vier Jahre zum Jahresende nach dem Ende der Löschung',
      en: 'four years to the end of the year after it was complete',
    },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    completed_at: 'instant',
    /** `person`, `conversation`, `category` or `tenant`. */
    scope: 'id',
    /**
     * The deleted documents of a category or a tenant: those created up to one instant, or stored
     * by the database up to another.
     */
    category: 'id',
    up_to: 'instant',
    stored_by: 'instant',
    /** Until when it can be cancelled, and when it was cancelled. */
    cools: 'boolean',
    cancelled_at: 'instant',
    /** For a tenant: an owner’s signed order, and when its records and its rights were deleted. */
    order: 'proof',
    records_gone_at: 'instant',
    rights_gone_at: 'instant',
    /** The kinds of given identifiers, such as `email`. */
    asked_by: 'ids',
    /** How the tenant has authenticated a person who has erased themselves. */
    authenticated_by: 'id',
    /** Whether documents may remain. The erase sweep finds open erasures by this field. */
    pending: 'boolean',
    /** `collection=count` of deleted documents. */
    counts: 'ids',
    /** A commitment to the request, under a salt that is stored nowhere. */
    commitment: 'proof',
    /** `category=key=until` of the data keys of deleted documents. */
    data_keys: 'ids',
    /**
     * Conversations that stay, because somebody else is identified in them or they were not chosen.
     */
    left: 'number',
    /** When the data was hidden from everybody, if it was not deleted at once. */
    fenced_at: 'instant',
    /**
     * Whether it is complete and its receipt is missing; the erase sweep finds it by this field.
     */
    awaits_receipt: 'boolean',
    /** Number of its receipt. */
    receipt: 'number',
    /** `name=hash` of the person's identifiers. */
    hashes: 'ids',
    /** Hashes that were found beside them in the person's own records. */
    aliases: 'ids',
    conversations: 'ids',
    /** The ground on which consents are kept as proof, restricted and not deleted. */
    keep: 'id',
    /** Whether it also deletes restricted records that somebody needs. */
    restricted_too: 'boolean',
    /** The number of such records that it left. */
    restricted_left: 'number',
    /**
     * The endpoints of recipients that get notices, and whether the receipt about notices is
     * missing.
     */
    told: 'ids',
    awaits_told: 'boolean',
    told_receipt: 'number',
    /** How many notices about it no recipient took in time. */
    told_not_taken: 'number',
  },
  queries: [
    {
      equal: [],
      orderBy: [
        { field: 'created_at', direction: 'desc' },
        { field: 'expires_at', direction: 'desc' },
      ],
    },
  ],
  sweeps: [
    { equal: ['pending'], orderBy: [{ field: 'created_at', direction: 'asc' }] },
    { equal: ['awaits_receipt'], orderBy: [{ field: 'created_at', direction: 'asc' }] },
    { equal: ['awaits_told'], orderBy: [{ field: 'created_at', direction: 'asc' }] },
  ],
};
