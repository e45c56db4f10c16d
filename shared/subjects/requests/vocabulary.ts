/** The rights that a person may claim, with the articles of the GDPR. */
export const requestKinds = {
  withdrawal: '7(3)',
  access: '15',
  rectification: '16',
  erasure: '17',
  restriction: '18',
  portability: '20',
  objection: '21',
} as const;

export type RequestKind = keyof typeof requestKinds;

/** The ways in which a request reaches the tenant. */
export const requestWays = [
  'email',
  'letter',
  'phone',
  'chat',
  'web_form',
  'in_person',
  'other',
] as const;

/** The only reasons for an extension (Art. 12(3)). */
export const extensionReasons = ['complexity', 'number_of_requests'] as const;
export type ExtensionReason = (typeof extensionReasons)[number];

/** Reasonable doubts about the identity of the requester (Art. 12(6)). */
export const identityDoubts = [
  /** The request came from an address that is not stored for the person. */
  'unknown_address',
  /** The values in the request match several people. */
  'several_persons',
  /** Somebody makes a request for another person. */
  'on_behalf',
  /** There are signs that the requester is not the person. */
  'signs_of_abuse',
] as const;
export type IdentityDoubt = (typeof identityDoubts)[number];

/**
 * Methods by which a person proves their identity. No method stores a copy of an identity card or
 * other new data.
 */
export const identityMethods = [
  'sign_in',
  'code_to_known_address',
  'reply_from_known_address',
  'call_to_known_phone',
  'known_details',
  'electronic_id',
] as const;
export type IdentityMethod = (typeof identityMethods)[number];

/** Reasons to refuse a request, completely or in part. */
export const refusalGrounds = [
  /** Art. 12(2): the person was asked to prove their identity, but has not proven it. */
  'identity_not_shown',
  /** Art. 12(5). */
  'manifestly_unfounded',
  /** Art. 12(5). */
  'excessive',
  /** Art. 17(3)(b). */
  'legal_obligation',
  /** Art. 17(3)(e). */
  'legal_claims',
  /** Art. 15(4), 20(4). */
  'rights_of_others',
  /** Art. 21(1). */
  'compelling_grounds',
  /**
   * The conditions of the article that the person claims are not met: Art. 16, 17(1), 18(1), 20(1),
   * 21(1).
   */
  'conditions_not_met',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

export const completionResults = ['done', 'nothing_stored'] as const;
export type CompletionResult = (typeof completionResults)[number];

export const requestStates = [
  'open',
  'due_soon',
  'overdue',
  'waiting',
  'completed',
  'refused',
] as const;
export type RequestState = (typeof requestStates)[number];

export type RequestStatus = 'open' | 'waiting' | 'completed' | 'refused';
export type IdentityState = 'not_asked' | 'asked' | 'confirmed' | 'not_confirmed';
