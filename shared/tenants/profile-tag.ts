import { hash } from 'node:crypto';
import { encodeSettings } from '#shared/settings/encode-settings.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';

/**
 * A strong entity tag of a usage profile (RFC 9110, section 8.8.3). It identifies what a change of
 * the profile can change, and the changes that wait. It does not depend on the debug mode, on
 * endpoints, and on the progress of a sweep, so these refuse no change of the profile.
 */
export function profileTag(settings: TenantSettings): string {
  const {
    debug_until: _ends,
    notices: _routes,
    fences: _fences,
    shortenings: _shortenings,
    ...profile
  } = encodeSettings(settings);
  return `"${hash('sha256', JSON.stringify(profile), 'base64url')}"`;
}
