import * as z from 'zod';
import { personDomain } from '../addresses/person-address.ts';
import { jsonText } from './json-text.ts';

/** An OpenID provider that Mayfly trusts to verify people’s email addresses. */
export type Issuer = {
  /** The name of the issuer, exactly as its tokens contain it. */
  readonly issuer: string;
  readonly clientId: string;
  /** The audience that bearer tokens must have. */
  readonly audience: string;
  /**
   * The URL of the issuer's public keys. If it is undefined, the issuer's discovery document
   * contains it.
   */
  readonly jwksUri: string | undefined;
  /** The text on the button for signing in. */
  readonly name: string;
  /**
   * The domains whose email addresses the issuer may verify. If it is undefined, the issuer may
   * verify all addresses. This is allowed only if there is no other issuer.
   */
  readonly emailDomains: readonly string[] | undefined;
  /**
   * What the provider should ask a person who is already signed in there. If it is undefined, the
   * provider decides.
   */
  readonly prompt: 'login' | 'select_account' | undefined;
};

const loopback = new Set(['127.0.0.1', 'localhost']);

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
  return isSafe && `${username}${password}${search}${hash}` === '';
}

/**
 * An https URL. So nobody on the network can answer in place of the server. If the server is on
 * this machine, http is allowed too.
 */
export const safeUrl = z
  .string()
  .max(512)
  .refine(isSafeUrl, 'an https URL (http on this machine), with neither user, query nor fragment');

/** The origin of the web console. */
export const originUrl = safeUrl.refine(
  (text) => URL.canParse(text) && new URL(text).origin === text,
  'an origin: scheme and host, no path',
);

const issuerSchema = z
  .strictObject({
    issuer: safeUrl,
    client_id: z.string().min(1).max(256),
    audience: z.string().min(1).max(512).optional(),
    jwks_uri: safeUrl.optional(),
    name: z.string().min(1).max(64),
    email_domains: z.array(personDomain).min(1).max(1_000).optional(),
    prompt: z.enum(['login', 'select_account']).optional(),
  })
  .transform(
    (read): Issuer => ({
      issuer: read.issuer,
      clientId: read.client_id,
      audience: read.audience ?? read.client_id,
      jwksUri: read.jwks_uri,
      name: read.name,
      emailDomains: read.email_domains,
      prompt: read.prompt,
    }),
  );

function isEachOnce(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/**
 * Parses `OIDC_ISSUERS`: a JSON array that contains each issuer once. If there are several issuers,
 * each must list its domains, and no two may list the same domain. So only one issuer may verify an
 * email address.
 */
export const issuersVariable = jsonText.pipe(
  z
    .array(issuerSchema)
    .max(20)
    .refine((issuers) => isEachOnce(issuers.map(({ issuer }) => issuer)), 'each issuer once')
    .refine(
      (issuers) => issuers.length < 2 || issuers.every((one) => one.emailDomains !== undefined),
      'email_domains of each issuer, because there are several issuers',
    )
    .refine(
      (issuers) => isEachOnce(issuers.flatMap((one) => one.emailDomains ?? [])),
      'each domain only once in all email_domains',
    ),
);

/** Parses `OIDC_CLIENT_SECRETS`: a JSON object from issuer to client secret. */
export const clientSecretsVariable = jsonText.pipe(z.record(z.string(), z.string().min(1)));
