/**
 * The reasons why a sign-in fails, each with the HTTP status of the answer. `sign-in-texts.ts`
 * contains their texts.
 */
export const signInFailures = {
  expired: 400,
  cancelled: 403,
  refused: 403,
  'email-unverified': 403,
  unavailable: 503,
} as const satisfies { readonly [kind: string]: 400 | 403 | 503 };

export type SignInFailureKind = keyof typeof signInFailures;

/** A sign-in that failed. */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';
  readonly kind: SignInFailureKind;

  constructor(kind: SignInFailureKind, options: { readonly cause?: unknown } = {}) {
    super(`sign-in ${kind}`, options);
    this.kind = kind;
  }
}
