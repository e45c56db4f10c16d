import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { meetConsents } from './meet-consents.ts';

/**
 * When a restriction is lifted, withdrawals that the person has made meanwhile apply to the
 * consent.
 */
export const consentRestriction: OwnRestriction = {
  show: (now, record) => meetConsents(now, record, record.data),
};
