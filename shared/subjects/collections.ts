import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Erasures: the names of the values that were given, and how many documents were deleted.
 * The hashes that find the person are kept only until the last document is deleted, so that a killed run can continue.
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
    source: { de: 'drei Jahre nach dem Auftrag', en: 'three years after it was asked for' },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    completed_at: 'instant',
    /** `person`, `conversation`, `category` or `tenant`. */
    scope: 'id',
    /**
     * Which documents of a category or a tenant are deleted: those created up to one instant, or
     * held by the database up to another.
     */
    category: 'id',
    up_to: 'instant',
    stored_by: 'instant',
    /** Whether it can be cancelled until then, and when it was cancelled. */
    cools: 'boolean',
    cancelled_at: 'instant',
    /** That of a tenant: an owner’s order, signed; when its records were gone, and when its rights were. */
    order: 'proof',
    records_gone_at: 'instant',
    rights_gone_at: 'instant',
    /** Names of the values that were given, such as `email`. */
    asked_by: 'ids',
    /** How the tenant has authenticated a person who has erased themselves. */
    authenticated_by: 'id',
    /** Whether documents may be left. The erase sweep finds open erasures by this field. */
    pending: 'boolean',
    /** `collection=count` of deleted documents. */
    counts: 'ids',
    /** A commitment to what was asked, under a salt that is kept nowhere. */
    commitment: 'proof',
    /** `category=key=until` of the data keys that it was under. */
    data_keys: 'ids',
    /** Conversations that were left, because somebody else is identified in them or they were not chosen. */
    left: 'number',
    /** When the data was hidden from everybody, if it was not deleted at once. */
    fenced_at: 'instant',
    /** Whether it is complete and its receipt is missing; the erase sweep finds it by that. */
    awaits_receipt: 'boolean',
    /** Number of its receipt. */
    receipt: 'number',
    /** `name=hash` of what names the person. */
    hashes: 'ids',
    /** Hashes that stand beside those in the person's own records. */
    aliases: 'ids',
    conversations: 'ids',
    /** The ground on which consents are kept as proof, restricted, in place of being deleted. */
    keep: 'id',
    /** Whether records go that are restricted because somebody relies on them. */
    restricted_too: 'boolean',
    /** Such records that it found and left. */
    restricted_left: 'number',
    /** The endpoints of recipients that are told, and whether the receipt about that is missing. */
    told: 'ids',
    awaits_told: 'boolean',
    told_receipt: 'number',
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
