import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { meetConsents } from './meet-consents.ts';

/**
 * When a restriction is lifted, the consent takes in withdrawals that its person has made
 * meanwhile.
 */
export const consentRestriction: OwnRestriction = {
  show: (now, record) => meetConsents(now, record, record.data),
};
