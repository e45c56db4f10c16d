import type { Day } from '#shared/base/time/calendar-day.ts';
import type {
  ExtensionReason,
  IdentityDoubt,
  IdentityMethod,
  RefusalGround,
  RequestKind,
} from '../vocabulary.ts';

/**
 * The texts of letters in one language. Some texts are functions that insert values of the request.
 */
export type LetterWords = {
  readonly kinds: { readonly [kind in RequestKind]: string };
  readonly reasons: { readonly [reason in ExtensionReason]: string };
  readonly doubts: { readonly [doubt in IdentityDoubt]: string };
  readonly methods: { readonly [method in IdentityMethod]: string };
  readonly grounds: { readonly [ground in RefusalGround]: string };
  readonly done: { readonly [kind in RequestKind]: string };
  readonly nothingStored: string;
  readonly greeting: string;
  readonly and: string;
  readonly received: (kind: string, day: string) => string;
  readonly identity: {
    readonly subject: string;
    readonly text: (doubt: string, method: string) => string;
    readonly noCopy: string;
    readonly timeStands: string;
  };
  readonly extension: {
    readonly subject: string;
    readonly text: (reasons: string, day: string) => string;
  };
  readonly refusal: {
    readonly subject: string;
    readonly text: (ground: string) => string;
    readonly remedies: (authority: string) => string;
  };
  readonly completion: {
    readonly subject: string;
    readonly proof: (id: string) => string;
  };
};

/** A day in words: `31. Januar 2027`, `31 January 2027`. */
export function dayInWords(day: Day, locale: 'de-DE' | 'en-GB'): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
