import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { meetConsents } from './meet-consents.ts';

/**
 * Applies, when the restriction of a consent is lifted, the withdrawals that the person made during
 * the restriction.
 */
export const consentRestriction: OwnRestriction = {
  show: (now, record) => meetConsents(now, record, record.data),
};
