import { hash } from 'node:crypto';
import { encodeSettings } from '#shared/settings/encode-settings.ts';
import type { PendingChange, TenantSettings } from '#shared/settings/settings.ts';

/** Sorts the waiting changes as readers of the profile see them: the earliest comes first. */
const inOrder = (pending: readonly PendingChange[]) =>
  pending.toSorted((one, other) => one.effectiveAt - other.effectiveAt);

/**
 * A strong entity tag of a usage profile (RFC 9110, section 8.8.3). It identifies what a change of
 * the profile can change, and the changes that wait. It does not depend on the debug mode, on
 * endpoints, or on the progress of a sweep. So `If-Match` still matches after one of these changes.
 */
export function profileTag(settings: TenantSettings): string {
  const {
    debug_until: _ends,
    notices: _routes,
    fences: _fences,
    shortenings: _shortenings,
    ...profile
  } = encodeSettings({ ...settings, pending: inOrder(settings.pending) });
  return `"${hash('sha256', JSON.stringify(profile), 'base64url')}"`;
}
