import type { Complete } from '#shared/records/read-inputs.ts';

/**
 * Marks each new message as reviewed or not reviewed, so that lists can filter by this field. A
 * message that is sent with a verdict counts as reviewed.
 */
export const completeMessage: Complete = (_ctx, fields) => ({
  ...fields,
  reviewed: fields['reviewed'] ?? fields['verdict'] !== undefined,
});
