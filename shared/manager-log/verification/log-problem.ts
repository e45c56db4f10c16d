import type { LogDay } from '../log-day.ts';

/** What is wrong with a log, and where. Texts are fixed; nothing of an entry's content is in them. */
export const logProblems = {
  'entry-unchained': 'was written by no chain',
  'entry-changed': 'is not as it was written',
  'expiry-changed':
    'expires on another day than it was written for, and no shortened retention says so',
  'content-changed': 'has other encrypted content than was written',
  'content-removed': 'has lost encrypted content, and no erasure says so',
  'sequence-repeated': 'has the sequence number of another entry of its writer',
  'entry-missing': 'follows an entry that is gone before its day',
  'chain-broken': 'follows an entry that it cannot follow',
  'sealed-entry-missing': 'was sealed, and is gone before its day',
  'entry-not-sealed': 'lies on a sealed day and was not sealed with it',
  'count-differs': 'has another number of entries than was sealed',
  'seal-forged': 'bears no valid signature',
  'seal-misplaced': 'was signed for another tenant, number, day or expiry',
  'seal-missing': 'follows a seal that is gone',
  'seal-repeated': 'seals a day that another seal seals',
  'day-not-sealed': 'ended two days ago or more and is not sealed',
} as const satisfies { readonly [code: string]: string };

export type LogProblem = {
  readonly code: keyof typeof logProblems;
  readonly tenant: string;
  readonly day: LogDay | null;
  /** `entry <id> (writer <id>, 12)`, `seal 3`, `writer <id>` or `day`. */
  readonly place: string;
};
