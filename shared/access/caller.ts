import type { TenantSettings } from '#shared/settings/settings.ts';
import type { Actor } from './actor.ts';

/** Who asks, and with what rights; made per request from the credential alone. */
export type Caller = {
  readonly tenant: string;
  readonly scopes: ReadonlySet<string>;
  readonly actor: Actor;
  readonly settings: TenantSettings;
};
