import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { meetConsents } from './meet-consents.ts';

/**
 * When the restriction of a consent is lifted, the withdrawals that the person made during the
 * restriction are applied to the consent.
 */
export const consentRestriction: OwnRestriction = {
  show: (now, record) => meetConsents(now, record, record.data),
};
