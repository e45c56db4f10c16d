import type { Complete } from '#shared/records/read-inputs.ts';

/**
 * Sets the field `reviewed` of each new message, so that lists can filter by it. If the request
 * does not set the field, a message with a verdict counts as reviewed.
 */
export const completeMessage: Complete = (_ctx, fields) => ({
  ...fields,
  reviewed: fields['reviewed'] ?? fields['verdict'] !== undefined,
});
