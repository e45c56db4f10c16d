import type { Complete } from '#shared/records/read-inputs.ts';

/** Says of every new message whether it is reviewed, so that what is not can be asked for; who sends a verdict has reviewed it. */
export const completeMessage: Complete = (_ctx, fields) => ({
  ...fields,
  reviewed: fields['reviewed'] ?? fields['verdict'] !== undefined,
});
