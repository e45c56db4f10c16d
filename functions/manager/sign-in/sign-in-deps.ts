import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Logger } from '#shared/http/logger.ts';
import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { SignInAccess } from './sign-in-access.ts';

/** The dependencies of the routes for signing in and out. */
export type SignInDeps = {
  readonly issuers: readonly Issuer[];
  /**
   * Our client secret for each issuer. Without a secret we are a public client, and PKCE protects
   * the sign-in.
   */
  readonly clientSecrets: { readonly [issuer: string]: string };
  /** The longest time, in hours, for which an ID token may be valid. */
  readonly tokenHours: number;
  /** The origin of the console. */
  readonly consoleUrl: string;
  readonly now: () => Instant;
  readonly logger: Logger;
  /**
   * Loads the access to sessions at the first use, so that the console's static files need no
   * database.
   */
  readonly loadAccess: () => Promise<SignInAccess>;
};

/** Facts about the request with which a person signs in or out. */
export type Asking = {
  /** The IP address that sent the request. */
  readonly ip: string | undefined;
  /** Receives the places of the request's entries in the manager log. */
  readonly onNoted: (places: readonly EntryPlace[]) => void;
};

/** The path to which providers send people back. It must be registered with each provider. */
export const callbackPath = '/auth/callback';
