type Text = { readonly status: 400 | 403 | 503; readonly title: string; readonly detail: string };

/** How a sign-in can end badly, in words for the person at the browser; never with a value. */
export const signInFailures = {
  expired: {
    status: 400,
    title: 'This sign-in is over',
    detail: 'It took too long, was already used, or was begun in another window.',
  },
  cancelled: {
    status: 403,
    title: 'Sign-in cancelled',
    detail: 'You did not sign in with your provider, or did not agree to share your address.',
  },
  refused: {
    status: 403,
    title: 'Sign-in refused',
    detail: 'The answer of your provider was not accepted here.',
  },
  'email-unverified': {
    status: 403,
    title: 'Address not verified',
    detail:
      'Your provider does not vouch for your email address. Confirm it there, then sign in again.',
  },
  unavailable: {
    status: 503,
    title: 'Provider unavailable',
    detail: 'Your provider does not answer at the moment.',
  },
} as const satisfies { readonly [kind: string]: Text };

export type SignInFailureKind = keyof typeof signInFailures;

/** A sign-in that ended badly. */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';
  readonly kind: SignInFailureKind;

  constructor(kind: SignInFailureKind, options: { readonly cause?: unknown } = {}) {
    super(signInFailures[kind].title, options);
    this.kind = kind;
  }
}
