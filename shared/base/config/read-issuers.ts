import * as z from 'zod';

/** An OpenID provider whose word on people’s addresses is taken. */
export type Issuer = {
  /** Exactly as its tokens say it. */
  readonly issuer: string;
  readonly clientId: string;
  /** What bearer tokens must be made out to. */
  readonly audience: string;
  /** Where its keys are; undefined to ask its discovery document. */
  readonly jwksUri: string | undefined;
  /** What people read on the button. */
  readonly name: string;
  /** Domains whose addresses it may vouch for; undefined for any. */
  readonly emailDomains: readonly string[] | undefined;
  /** What it is asked to do with somebody who is signed in with it already; undefined leaves it to the provider. */
  readonly prompt: 'login' | 'select_account' | undefined;
};

const loopback = new Set(['127.0.0.1', 'localhost']);

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
  return isSafe && `${username}${password}${search}${hash}` === '';
}

const safeUrl = z
  .string()
  .max(512)
  .refine(isSafeUrl, 'an https URL (http on this machine), with neither user, query nor fragment');

/** The address of the web console, as browsers name an origin. */
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
    email_domains: z
      .array(z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/))
      .min(1)
      .optional(),
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

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser’s own text would quote the value.
    context.addIssue({ code: 'custom', message: 'JSON' });
    return z.NEVER;
  }
});

/** `OIDC_ISSUERS`: a JSON array, each issuer once. */
export const issuersVariable = json.pipe(
  z
    .array(issuerSchema)
    .max(20)
    .refine(
      (issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length,
      'each issuer once',
    ),
);

/** `OIDC_CLIENT_SECRETS`: a JSON object, issuer to client secret. */
export const clientSecretsVariable = json.pipe(z.record(z.string(), z.string().min(1)));
