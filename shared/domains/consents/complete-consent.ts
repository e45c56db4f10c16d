import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { Fields } from '#shared/records/record.ts';
import { whenWritten } from '#shared/records/written-when.ts';

/** For each type of consent, the field with which the tenant contacts the person. */
const identifiers: { readonly [type: string]: string } = {
  newsletter: 'email',
  reminder: 'email',
  profiling: 'email',
  web_push: 'push_endpoint',
  sms: 'phone',
};

/** Returns the name of the field with which a tenant contacts the person, for a type of consent. */
export function identifierOf(type: unknown): string {
  return identifiers[String(type)] ?? 'email';
}

/**
 * Adds the state of a new consent. With double opt-in the consent is pending until the person
 * confirms. With single opt-in it is confirmed when it is created.
 * @throws Problem `validation-failed` if the consent lacks the identifier that its type needs, or
 * if it has push keys but no endpoint
 */
export function completeConsent(_ctx: Context, fields: Fields, pointer: string): Fields {
  const identifier = identifierOf(fields['type']);
  if (fields[identifier] === undefined)
    throw new Problem('validation-failed', {
      errors: [{ pointer: `${pointer}/${identifier}`, rule: 'required by the type' }],
    });
  if (fields['push_keys'] !== undefined && fields['push_endpoint'] === undefined)
    throw new Problem('validation-failed', {
      errors: [{ pointer: `${pointer}/push_keys`, rule: 'only with push_endpoint' }],
    });
  if (fields['opt_in'] === 'double') return { ...fields, status: 'pending' };
  return { ...fields, opt_in: 'single', status: 'confirmed', confirmed_at: whenWritten };
}
