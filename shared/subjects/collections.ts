import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * The documents of erasures. Each one states the kinds of the requested identifiers, and how many
 * documents were deleted. As long as data is left to delete, it also contains the person's hashes,
 * so that a killed run can be continued.
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
    /** What the erasure is about: `person`, `conversation`, `category` or `tenant`. */
    scope: 'id',
    /**
     * Only for a category or a tenant: documents are deleted if they were created at `up_to` or
     * earlier. Documents with a later date are deleted too if they were in the database at
     * `stored_by`.
     */
    category: 'id',
    up_to: 'instant',
    stored_by: 'instant',
    /**
     * True if the erasure has a cooling-off time. Until the end of this time the erasure can be
     * cancelled.
     */
    cools: 'boolean',
    cancelled_at: 'instant',
    /**
     * Only for a tenant: an owner’s signed order, and the instants at which the tenant's records
     * and access rights were deleted.
     */
    order: 'proof',
    records_gone_at: 'instant',
    rights_gone_at: 'instant',
    /** The kinds of the requested identifiers, such as `email`. */
    asked_by: 'ids',
    /** If a person erased their own data: how the tenant had authenticated the person. */
    authenticated_by: 'id',
    /**
     * True while documents are left to delete. False when the erasure is complete or cancelled. The
     * erase sweep finds open erasures by this field.
     */
    pending: 'boolean',
    /** How many documents were deleted, as `collection=count`. */
    counts: 'ids',
    /** A commitment to the requested identifiers. Its salt is not stored. */
    commitment: 'proof',
    /** The data keys of the deleted documents, as `category=key=until`. */
    data_keys: 'ids',
    /**
     * The number of conversations that are not deleted, because somebody else is identified in them
     * or they were not chosen.
     */
    left: 'number',
    /**
     * Only for a category or a tenant: the instant from which the erasure's fence hides the data.
     */
    fenced_at: 'instant',
    /**
     * True if the erasure is complete, but its receipt is missing. The erase sweep finds the
     * erasure by this field.
     */
    awaits_receipt: 'boolean',
    /** The number of the erasure's receipt. */
    receipt: 'number',
    /** The hashes of the person's identifiers, as `name=hash`. */
    hashes: 'ids',
    /** Other hashes that were found in the person's own records. */
    aliases: 'ids',
    conversations: 'ids',
    /** Those of `conversations` whose subject stays, because it leads to a record that stays. */
    subjects_kept: 'ids',
    /** The ground for keeping consents as a proof. Such consents are restricted and not deleted. */
    keep: 'id',
    /**
     * True if the erasure also deletes restricted records that are kept for the person or as a
     * proof.
     */
    restricted_too: 'boolean',
    /** The number of restricted records that the erasure keeps, for the person or as a proof. */
    restricted_left: 'number',
    /**
     * `told` contains the endpoints of the recipients that get notices. `awaits_told` is true from
     * the completion of the erasure until the receipt about these notices exists. `told_receipt` is
     * the number of this receipt.
     */
    told: 'ids',
    awaits_told: 'boolean',
    told_receipt: 'number',
    /** The number of notices about the erasure that the recipients did not accept in time. */
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
