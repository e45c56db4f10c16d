import * as z from 'zod';
import { variableName } from '#shared/categories/field-schemas.ts';
import { urlCharactersMax } from '#shared/outbound/target.ts';

/** The name of an endpoint. Pages send it to choose the endpoint. */
export const endpointName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    '1 to 32 characters: first a small letter, then small letters, digits and hyphens',
  );

/** The maximum number of endpoints of a tenant. */
export const endpointsMax = 20;
/** The maximum number of variables in one transfer, and in the mapping of an endpoint. */
export const transferredMax = 200;

const visible = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\x20-\x7e]+$/, 'visible ASCII characters and spaces');
const secret = visible(2_048).optional();

const path = z
  .string()
  .max(200)
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}(?:\.[A-Za-z][A-Za-z0-9_-]{0,63}){0,4}$/,
    'one to five names with dots between them',
  );

/**
 * True if no field of the mapping is used for two variables, and no field is inside another field.
 */
function areApart(mapping: { readonly [variable: string]: string }): boolean {
  const targets = Object.values(mapping).map((each) => `${each}.`);
  return targets.every((one, at) =>
    targets.every((other, index) => at === index || !other.startsWith(one)),
  );
}

const mapping = z
  .record(variableName, path)
  .refine((all) => Object.keys(all).length > 0, { params: { rule: 'at least 1' } })
  .refine((all) => Object.keys(all).length <= transferredMax, {
    params: { rule: `at most ${transferredMax}` },
  })
  .refine(areApart, { params: { rule: 'targets-apart' } });

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('basic'),
    username: visible(256).refine((name) => !name.includes(':'), {
      params: { rule: 'without a colon' },
    }),
    password: secret,
  }),
  z.strictObject({
    type: z.literal('bearer'),
    token: z
      .string()
      .max(4_096)
      .regex(/^[A-Za-z0-9._~+/-]+=*$/, 'a bearer token (RFC 6750)')
      .optional(),
  }),
  z.strictObject({
    type: z.literal('oauth2'),
    token_url: z.string().max(urlCharactersMax),
    client_id: visible(256),
    client_secret: secret,
    scope: visible(512).optional(),
  }),
]);

/**
 * An endpoint as an owner sends it. If a secret is omitted, the stored secret is kept, but only if
 * the host and the kind of authentication stay the same.
 */
export const endpointSchema = z.strictObject({
  url: z.string().max(urlCharactersMax),
  auth,
  mapping: mapping.nullish(),
  /** If true, Mayfly makes a new signing secret and no longer uses the former one. */
  renew_signing_secret: z.boolean().optional(),
});

export type EndpointInput = z.infer<typeof endpointSchema>;
