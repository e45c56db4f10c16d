import type { MarketingConsents } from '#shared/client/schemas.ts';

/** Returns the search field that finds the consents of a person, by type of consent. */
export function personField({ type }: Pick<MarketingConsents, 'type'>) {
  if (type === 'web_push') return 'push_endpoint';
  return type === 'sms' ? 'phone' : 'email';
}
