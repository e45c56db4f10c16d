/** A reason for a restriction. */
type GroundRule = {
  /** The article of the GDPR that gives this reason. */
  readonly article: string;
  /**
   * True if the record is kept until it expires, for the person or as a proof. It is kept for the
   * person if the person opposes its erasure or needs it for claims. It is kept as a proof if the
   * controller has stated why.
   */
  readonly kept: boolean;
};

/** The grounds on which a caller may restrict a record (Art. 18(1) GDPR). */
export const restrictionGrounds = {
  accuracy_contested: { article: '18(1)(a)', kept: false },
  unlawful_processing: { article: '18(1)(b)', kept: true },
  needed_for_claims: { article: '18(1)(c)', kept: true },
  objection_pending: { article: '18(1)(d)', kept: false },
} as const satisfies { readonly [ground: string]: GroundRule };

/**
 * The grounds on which a record may be kept as a proof when its person is erased (Art. 17(3) GDPR).
 */
export const keepingGrounds = {
  legal_obligation: { article: '17(3)(b)', kept: true },
  legal_claims: { article: '17(3)(e)', kept: true },
} as const satisfies { readonly [ground: string]: GroundRule };

export type RestrictionGround = keyof typeof restrictionGrounds;
export type KeepingGround = keyof typeof keepingGrounds;

/** Every ground that a stored restriction may have. */
export const allGrounds = { ...restrictionGrounds, ...keepingGrounds };
export type Ground = keyof typeof allGrounds;
