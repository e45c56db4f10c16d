import type { Language } from './read-language.ts';
import type { SignInFailureKind } from './sign-in-failure.ts';

type Text = { readonly title: string; readonly detail: string };

/** The texts of the sign-in pages in one language. No text repeats a value of a request. */
export type SignInTexts = {
  /** The language of the page, a BCP 47 tag. */
  readonly tag: string;
  readonly title: string;
  readonly intro: string;
  readonly noProvider: string;
  readonly with: (provider: string) => string;
  readonly again: string;
  readonly promise: string;
  readonly failures: { readonly [kind in SignInFailureKind]: Text };
};

const english: SignInTexts = {
  tag: 'en-GB',
  title: 'Sign in',
  intro:
    'The console is for the people of tenants. Sign in with the account that an owner of your tenant has added.',
  noProvider: 'No identity provider is configured yet.',
  with: (provider) => `Sign in with ${provider}`,
  again: 'Try again',
  promise: 'Personal data, deleted on time',
  failures: {
    expired: {
      title: 'This sign-in is over',
      detail:
        'It took too long, was already used, was begun in another browser, or was replaced by a newer sign-in.',
    },
    cancelled: {
      title: 'Sign-in cancelled',
      detail: 'You did not sign in with your provider, or did not agree to share your address.',
    },
    refused: {
      title: 'Sign-in refused',
      detail: 'Mayfly did not accept the answer of your provider.',
    },
    'email-unverified': {
      title: 'Address not verified',
      detail:
        'Your provider has not verified your email address, or may not verify addresses of this domain. Confirm the address there and sign in again, or use another provider.',
    },
    unavailable: {
      title: 'Provider unavailable',
      detail: 'At the moment Mayfly gets no usable answer from your provider.',
    },
  },
};

const german: SignInTexts = {
  tag: 'de',
  title: 'Anmelden',
  intro:
    'Die Konsole ist für Mitarbeitende der Mandanten. Melden Sie sich mit dem Konto an, das ein Inhaber Ihres Mandanten eingetragen hat.',
  noProvider: 'Es ist noch kein Anmeldedienst eingerichtet.',
  with: (provider) => `Anmelden mit ${provider}`,
  again: 'Erneut versuchen',
  promise: 'Persönliche Daten, pünktlich gelöscht',
  failures: {
    expired: {
      title: 'Diese Anmeldung ist vorbei',
      detail:
        'Sie hat zu lange gedauert, wurde schon verwendet, in einem anderen Browser begonnen oder durch eine neuere Anmeldung ersetzt.',
    },
    cancelled: {
      title: 'Anmeldung abgebrochen',
      detail:
        'Sie haben sich bei Ihrem Anmeldedienst nicht angemeldet oder der Weitergabe Ihrer Adresse nicht zugestimmt.',
    },
    refused: {
      title: 'Anmeldung abgelehnt',
      detail: 'Die Antwort Ihres Anmeldedienstes wurde hier nicht angenommen.',
    },
    'email-unverified': {
      title: 'Adresse nicht bestätigt',
      detail:
        'Ihr Anmeldedienst hat Ihre E-Mail-Adresse nicht bestätigt oder darf Adressen dieser Domain nicht bestätigen. Bestätigen Sie die Adresse dort und melden Sie sich dann erneut an, oder nutzen Sie einen anderen Anmeldedienst.',
    },
    unavailable: {
      title: 'Anmeldedienst nicht erreichbar',
      detail: 'Mayfly erhält im Moment keine brauchbare Antwort von Ihrem Anmeldedienst.',
    },
  },
};

/** The texts of each language. */
export const signInTexts: { readonly [language in Language]: SignInTexts } = {
  en: english,
  de: german,
};
