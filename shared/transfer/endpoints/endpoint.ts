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

/** Assigns variables to fields of the body. A field is a path of names with dots in between. */
export type Mapping = { readonly [variable: string]: string };

/** A system of a tenant that receives device data. */
export type Endpoint = {
  readonly url: string;
  readonly auth: EndpointAuth;
  /** Undefined if the endpoint gets all variables in the form of Mayfly. */
  readonly mapping: Mapping | undefined;
  /** Signs each request. */
  readonly signingSecret: string;
};

/** An endpoint with its name. */
export type NamedEndpoint = Endpoint & { readonly id: string; readonly changedAt: Instant };
