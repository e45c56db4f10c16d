/** A statement in a receipt, with its explanation in words. */
export type Told = { readonly what: string; readonly why: string };

const ofSalt: Told = {
  what: 'salt',
  why: 'Together with the salt and the identifiers, this receipt says something about a person. It is then personal data itself.',
};

const ofCopies: Told = {
  what: 'copies_elsewhere',
  why: 'The receipt does not cover data that was exported, passed on or copied earlier, or data in another system.',
};

const ofService: Told = {
  what: 'word_of_the_service',
  why: 'The service signs its own actions and counts. The signature does not prove that the counts are correct, or that no other data exists.',
};

const ofLaterData: Told = {
  what: 'later_data',
  why: 'The receipt does not cover data that was stored after the erasure was complete.',
};

/**
 * The limits of an erasure's receipt. Only the receipt about a person or a conversation has a salt.
 */
export function limitsOfErasure(scope: string): Told[] {
  const limits = [ofService, ofCopies, ofLaterData];
  return scope === 'person' || scope === 'conversation' ? [...limits, ofSalt] : limits;
}

/** The limits of a receipt of absence. */
export const limitsOfAbsence: readonly Told[] = [
  ofService,
  ofCopies,
  {
    what: 'other_names',
    why: 'The search used only the identifiers in the request for the erasure, and no other identifiers of the same person. Free text is not searched.',
  },
  {
    what: 'that_instant',
    why: 'The receipt is true for the instant of the search. Expired data counts as absent, even if it is not deleted yet.',
  },
  ofSalt,
];

/** The limits of a receipt about notices to recipients. */
export const limitsOfNotices: readonly Told[] = [
  ofService,
  {
    what: 'deeds_of_recipients',
    why: 'Taken means that the recipient’s system answered with success. Only the recipient can say whether the data was erased there.',
  },
  {
    what: 'named_recipients_only',
    why: 'The receipt covers the endpoints that the tenant had named when the erasure was accepted.',
  },
];

/** The limits of a receipt about a day's expiry. */
export const limitsOfExpiry: readonly Told[] = [
  ofService,
  ofCopies,
  {
    what: 'counts_only',
    why: 'The receipt says how many records were due, but not which ones. The number includes records that were deleted by hand that day, or whose expiry changed. It does not include records that were deleted before the count.',
  },
];
