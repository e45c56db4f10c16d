import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Erasures. Each erasure states the kinds of the requested identifiers, and how many documents were
 * deleted. It also contains the hashes by which a killed run can be continued. They are removed
 * when the last document is deleted.
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
    en: 'lookup hashes and conversation ids of a person, until all data is deleted',
  },
  subject: {
    nobody: 'a running erasure is part of erasing the person; a complete one identifies no person',
  },
  expiry: {
    by: 'ttl',
    source: {
      de: 'am Ende des vierten Jahres nach dem Jahr, in dem die Löschung vollständig war',
      en: 'at the end of the fourth year after the year in which the erasure was complete',
    },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    completed_at: 'instant',
    /** `person`, `conversation`, `category` or `tenant`. */
    scope: 'id',
    /**
     * For a category or a tenant: its documents are deleted if they were created at `up_to` or
     * earlier, or were in the database at `stored_by`.
     */
    category: 'id',
    up_to: 'instant',
    stored_by: 'instant',
    /**
     * `cools` is true if the erasure waits for the end of a cooling-off time. Until then it can be
     * cancelled.
     */
    cools: 'boolean',
    cancelled_at: 'instant',
    /**
     * For a tenant: an owner’s signed order, and the instants at which its records and its rights
     * were deleted.
     */
    order: 'proof',
    records_gone_at: 'instant',
    rights_gone_at: 'instant',
    /** The kinds of the requested identifiers, such as `email`. */
    asked_by: 'ids',
    /** If a person erased their own data: how the tenant had authenticated the person. */
    authenticated_by: 'id',
    /** True until all documents are deleted. The erase sweep finds open erasures by this field. */
    pending: 'boolean',
    /** `collection=count` of deleted documents. */
    counts: 'ids',
    /** A commitment to the requested identifiers. Its salt is not stored. */
    commitment: 'proof',
    /** `category=key=until` of the data keys of deleted documents. */
    data_keys: 'ids',
    /**
     * The number of conversations that are not deleted, because somebody else is identified in them
     * or they were not chosen.
     */
    left: 'number',
    /** The instant from which the data was hidden, if it was not deleted at once. */
    fenced_at: 'instant',
    /**
     * True if the erasure is complete, but its receipt is missing. The erase sweep finds the
     * erasure by this field.
     */
    awaits_receipt: 'boolean',
    /** The number of the erasure's receipt. */
    receipt: 'number',
    /** `name=hash` of the person's identifiers. */
    hashes: 'ids',
    /** Other hashes that were found in the person's own records. */
    aliases: 'ids',
    conversations: 'ids',
    /** The ground on which consents are kept as proof, restricted and not deleted. */
    keep: 'id',
    /**
     * True if the erasure also deletes restricted records that are kept for the person or as a
     * proof.
     */
    restricted_too: 'boolean',
    /** The number of restricted records that the erasure keeps, for the person or as a proof. */
    restricted_left: 'number',
    /**
     * `told` contains the endpoints of recipients that get notices. `awaits_told` is true if the
     * receipt about these notices is missing.
     */
    told: 'ids',
    awaits_told: 'boolean',
    told_receipt: 'number',
    /** The number of notices about the erasure that were not accepted in time. */
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
