import type { MarketingConsents } from '#shared/client/schemas.ts';

/** Returns the name of the field that identifies the person in a consent of the given type. */
export function personField({ type }: Pick<MarketingConsents, 'type'>) {
  if (type === 'web_push') return 'push_endpoint';
  return type === 'sms' ? 'phone' : 'email';
}
