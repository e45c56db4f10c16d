/** A statement of a receipt in words, with its reason. */
export type Told = { readonly what: string; readonly why: string };

const ofSalt: Told = {
  what: 'salt',
  why: 'With its salt and the values that were asked by, this receipt tells of a person: then it is personal data itself.',
};

const ofCopies: Told = {
  what: 'copies_elsewhere',
  why: 'What was exported, sent on or copied before, or lies in another system, is outside of what is said here.',
};

const ofService: Told = {
  what: 'word_of_the_service',
  why: 'The service signs what it did and counted. That it counted rightly is its word; no signature proves that nothing else exists.',
};

const ofLaterData: Told = {
  what: 'later_data',
  why: 'It says nothing of what is stored after the erasure was complete.',
};

/**
 * The limits of an erasure's receipt. Only the receipt of a person or a conversation has a salt.
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
    why: 'It was searched by what was asked then, and by nothing else that may name the same person. Free text is not searched.',
  },
  {
    what: 'that_instant',
    why: 'It holds for the instant of the search. What had expired by then counts as gone, though it may wait for its deletion.',
  },
  ofSalt,
];

/** The limits of a receipt about notices to recipients. */
export const limitsOfNotices: readonly Told[] = [
  ofService,
  {
    what: 'deeds_of_recipients',
    why: 'Taken means that the recipient’s system answered with success. Whether it erased the data is the recipient’s word.',
  },
  {
    what: 'named_recipients_only',
    why: 'It tells of the endpoints that the tenant had named when the erasure was accepted.',
  },
];

/** The limits of a receipt of a day's expiry. */
export const limitsOfExpiry: readonly Told[] = [
  ofService,
  ofCopies,
  {
    what: 'counts_only',
    why: 'It tells how many records were due, not which: one that was deleted by hand that day, or whose expiry moved, was due as well.',
  },
];
