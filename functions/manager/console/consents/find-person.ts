import type { MarketingConsents } from '#shared/client/schemas.ts';

/** The field by which consents of a type reach the person. */
export function personField({ type }: Pick<MarketingConsents, 'type'>) {
  if (type === 'web_push') return 'push_endpoint';
  return type === 'sms' ? 'phone' : 'email';
}
