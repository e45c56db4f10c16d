import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { meetConsents } from './meet-consents.ts';

/**
 * Withdrawals that the person made during the restriction of a consent. They are applied when the
 * restriction is lifted.
 */
export const consentRestriction: OwnRestriction = {
  show: (now, record) => meetConsents(now, record, record.data),
};
