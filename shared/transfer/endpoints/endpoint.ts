import type { Instant } from '#shared/base/time/instant.ts';

/** How Mayfly proves to a system that it may call. */
export type EndpointAuth =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'bearer'; readonly token: string }
  | {
      readonly type: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string | undefined;
    };

/** Which variable becomes which field of the body, as a path of names parted by dots. */
export type Mapping = { readonly [variable: string]: string };

/** A system of a tenant that device data is handed to. */
export type Endpoint = {
  readonly url: string;
  readonly auth: EndpointAuth;
  /** Absent where the body is Mayfly's own form, with all variables. */
  readonly mapping: Mapping | undefined;
  /** Signs each request. */
  readonly signingSecret: string;
};

/** An endpoint with its name. */
export type NamedEndpoint = Endpoint & { readonly id: string; readonly changedAt: Instant };
