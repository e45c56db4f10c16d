import type { Role } from './roles.ts';

/** Who acts, for the manager log. */
export type Actor =
  /** `id` is the beginning of the key, which is shown in lists of keys. */
  | { readonly kind: 'api_key'; readonly id: string }
  /** `id` is a keyed hash of the email. */
  | { readonly kind: 'person'; readonly id: string; readonly email: string; readonly role: Role };
