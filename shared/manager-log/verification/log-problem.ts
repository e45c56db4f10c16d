import type { LogHour } from '../log-hour.ts';

/**
 * A fault of a log, and its place. The texts are fixed and contain no part of an entry's content.
 */
export const logProblems = {
  'entry-unchained': 'was written by no chain',
  'entry-changed': 'is not as it was written',
  'expiry-changed':
    'expires on another day than it was written for, and no shortened retention says so',
  'content-changed': 'has other encrypted content than was written',
  'content-removed': 'has lost encrypted content, and no erasure says so',
  'blanking-forged': 'has lost encrypted content to what is no signed erasure',
  'sequence-repeated': 'has the sequence number of another entry of its writer',
  'entry-missing': 'follows an entry that is gone before its time',
  'chain-broken': 'follows an entry that it cannot follow',
  'sealed-entry-missing': 'was sealed, and is gone before its time',
  'witnessed-entry-missing':
    'was named by the log line of its request, and is gone before its time or is another now',
  'entry-not-sealed': 'lies in a sealed hour and was not sealed with it',
  'count-differs': 'has another number of entries than was sealed',
  'cut-forged': 'is a shortened retention that bears no valid signature for its place',
  'seal-forged': 'bears no valid signature',
  'seal-misplaced': 'was signed for another tenant, number, hour or expiry',
  'seal-missing': 'follows a seal that is gone',
  'seal-repeated': 'seals an hour that another seal seals',
  'witnessed-seal-missing': 'was named by a log line when it was made, and is gone or another now',
  'hour-not-sealed': 'ended three hours ago or more and is not sealed',
} as const satisfies { readonly [code: string]: string };

export type LogProblem = {
  readonly code: keyof typeof logProblems;
  readonly tenant: string;
  readonly hour: LogHour | null;
  /** `entry <id> (writer <id>, 12)`, `seal 3`, `cut <id>`, `writer <id>` or `hour`. */
  readonly place: string;
};
