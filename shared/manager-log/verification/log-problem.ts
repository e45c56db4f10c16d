import type { LogHour } from '../log-hour.ts';

/** The faults of a log. The texts are fixed and contain no content of an entry. */
export const logProblems = {
  'entry-unchained': 'does not belong to a chain',
  'entry-changed': 'was changed after it was written',
  'expiry-changed':
    'does not have its original expiry, and no signed note of a shorter retention explains this',
  'content-changed': 'does not have its original encrypted content',
  'content-removed': 'has lost its encrypted content, and no erasure explains this',
  'blanking-forged':
    'has lost its encrypted content, and the signature of the erasure is not valid',
  'sequence-repeated': 'has the same sequence number as another entry of its writer',
  'entry-missing': 'follows an entry that is missing, although that entry has not expired',
  'chain-broken': 'does not match the entry that it follows',
  'sealed-entry-missing': 'was sealed and is missing, although it has not expired',
  'witnessed-entry-missing':
    'is in the log line of its request, but was changed or is missing, although it has not expired',
  'entry-not-sealed': 'is in a sealed hour, but the seal of the hour does not cover it',
  'count-differs': 'does not have the number of entries that its seal states',
  'cut-forged': 'is a note of a shorter retention without a valid signature for its place',
  'seal-forged': 'has no valid signature',
  'seal-misplaced': 'was signed for another tenant, number, hour or expiry',
  'seal-missing': 'follows a seal that is missing',
  'seal-repeated': 'is for an hour that has another seal too',
  'witnessed-seal-missing': 'is in the log line of its sealing, but is missing or was changed',
  'hour-not-sealed': 'ended three hours ago or more and is not sealed',
} as const satisfies { readonly [code: string]: string };

export type LogProblem = {
  readonly code: keyof typeof logProblems;
  readonly tenant: string;
  readonly hour: LogHour | null;
  /**
   * What the problem concerns: `entry <id> (writer <id>, 12)`, `seal 3`, `cut <id>`, `writer <id>`,
   * `writer <id>, 12` or `hour`. The number 12 is a sequence number.
   */
  readonly place: string;
};
