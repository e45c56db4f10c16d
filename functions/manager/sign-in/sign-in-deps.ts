import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Logger } from '#shared/http/logger.ts';
import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { SignInAccess } from './sign-in-access.ts';

/** What signing people in works with. */
export type SignInDeps = {
  readonly issuers: readonly Issuer[];
  /** By issuer; one without a secret is a public client, which PKCE protects. */
  readonly clientSecrets: { readonly [issuer: string]: string };
  /** How long an ID token may live. */
  readonly tokenHours: number;
  /** Origin of the console. */
  readonly consoleUrl: string;
  readonly now: () => Instant;
  readonly logger: Logger;
  /** Loaded when first needed: the static files of the console come without a database. */
  readonly loadAccess: () => Promise<SignInAccess>;
};

/** The request that a person signs in or out with. */
export type Asking = {
  /** Where the browser is. */
  readonly ip: string | undefined;
  /** Is told where the request's entries stand in the manager log. */
  readonly onNoted: (places: readonly EntryPlace[]) => void;
};

/** The path to which providers send people back; it is registered with each provider. */
export const callbackPath = '/auth/callback';
