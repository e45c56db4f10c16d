import type { Instant } from '#shared/base/time/instant.ts';

/** The way in which Mayfly authenticates itself at a tenant's system. */
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

/**
 * States for each variable which field of the request's body gets its value. A field is a path of
 * names with dots between them.
 */
export type Mapping = { readonly [variable: string]: string };

/** A system of a tenant that receives device data. */
export type Endpoint = {
  readonly url: string;
  readonly auth: EndpointAuth;
  /**
   * The mapping of variables to fields. Undefined if the endpoint gets all variables in Mayfly's
   * own format.
   */
  readonly mapping: Mapping | undefined;
  /** The secret that signs each request. */
  readonly signingSecret: string;
};

/** An endpoint with its name. */
export type NamedEndpoint = Endpoint & { readonly id: string; readonly changedAt: Instant };
