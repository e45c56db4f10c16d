import type { TenantSettings } from '#shared/settings/settings.ts';
import type { Role } from './roles.ts';

/** Who acts. The manager log names this actor. */
export type Actor =
  /** `id` is the beginning of the API key. Lists of keys show it too. */
  | { readonly kind: 'api_key'; readonly id: string }
  /** `id` is a keyed hash of the email. */
  | { readonly kind: 'person'; readonly id: string; readonly email: string; readonly role: Role };

/**
 * The caller of a request and the caller's rights. Both come from the credential of the request. A
 * person with several tenants chooses one of them with the header `Mayfly-Tenant`.
 */
export type Caller = {
  readonly tenant: string;
  readonly scopes: ReadonlySet<string>;
  readonly actor: Actor;
  readonly settings: TenantSettings;
};
