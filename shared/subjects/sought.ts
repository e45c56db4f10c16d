import * as z from 'zod';
import { type IdentifierName, identifierNames } from '#shared/categories/category-subject.ts';
import type { AesField, LookupNormaliser } from '#shared/categories/define-category.ts';
import { externalId, plainId } from '#shared/categories/field-schemas.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Context } from '#shared/records/context.ts';
import { conversationIdOf } from '#shared/records/identify-conversations.ts';
import { lookupFormOf, requirePhone } from '#shared/records/lookup-form.ts';
import { lookupKey } from '#shared/vault/normalise.ts';
import type { SubjectKeys } from './subject-keys.ts';

type LookupField = AesField & { readonly lookup: LookupNormaliser };

/**
 * The declaration of a field that identifies a person. The field has the same name in every
 * category.
 */
function fieldNamed(name: IdentifierName): LookupField {
  for (const { fields } of categories) {
    const field = fields[name];
    if (field?.atRest === 'aes' && field.lookup !== undefined) return field as LookupField;
  }
  throw new Error(`no category has a lookup field ${name}`);
}

/** The declarations of the fields that identify a person. */
export const identifyingFields: { readonly [name: string]: LookupField } = Object.fromEntries(
  identifierNames.map((name) => [name, fieldNamed(name)]),
);

const named = Object.fromEntries(
  identifierNames.map((name) => [name, fieldNamed(name).schema.optional()]),
) as { readonly [name in IdentifierName]: z.ZodOptional<z.ZodType<string>> };

/** The fields whose values identify a person. */
export const identifierFields = {
  ...named,
  /**
   * The channel in which the identifier is used. Mayfly needs it because WhatsApp writes phone
   * numbers without a plus.
   */
  channel: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,31}$/,
      '1 to 32 characters: first a small letter, then small letters, digits, _ and -',
    )
    .optional(),
};

/** The kinds of identifiers by which a search can find data. */
export const keyNames = [
  ...identifierNames,
  'conversation_id',
  'conversation_external_id',
] as const;

/** The two ways to state a conversation: by its id, or by its id in another system. */
export const conversationNames = {
  conversation_id: plainId.optional(),
  conversation_external_id: externalId.optional(),
};

/** The identifiers of a search: one or several. */
export const soughtSchema = z
  .strictObject({ ...identifierFields, ...conversationNames })
  .refine((body) => keyNames.some((name) => body[name] !== undefined), {
    params: { rule: `at least one of ${keyNames.join(', ')}` },
  });

/**
 * True if a body contains exactly one of these: identifiers of a person, Mayfly's id of a
 * conversation, or a conversation's id in another system.
 */
export function namesOne(scope: { readonly subject?: unknown } & Partial<Sought>): boolean {
  const { subject, conversation_id, conversation_external_id } = scope;
  const named = [subject, conversation_id, conversation_external_id];
  return named.filter((each) => each !== undefined).length === 1;
}

export const oneNamed = {
  params: { rule: 'exactly one of subject, conversation_id, conversation_external_id' },
};

/** The identifiers in a body for which {@link namesOne} is true. */
export function soughtIn(scope: { readonly subject?: Sought | undefined } & Partial<Sought>) {
  const { subject, conversation_id, conversation_external_id } = scope;
  return subject ?? { conversation_id, conversation_external_id };
}

/**
 * The ids of the conversations that count as the person's. The default is all conversations in
 * which nobody else is identified.
 */
export const chosenConversations = z.array(plainId).max(1_000).optional();

export type Sought = z.output<typeof soughtSchema>;

/** The kinds of identifiers in a search, never their values. */
export function namesOf(sought: { readonly [name in (typeof keyNames)[number]]?: unknown }) {
  return keyNames.filter((name) => sought[name] !== undefined);
}

/** Like {@link namesOf}, but for a body that no schema has checked yet. */
export function askedOf(body: unknown): string[] {
  return typeof body === 'object' && body !== null ? namesOf(body) : [];
}

/**
 * Hashes the identifiers of a person. Each hash takes about 100 ms. One hash finds the person's
 * records in every category.
 * @param pointer the place of the identifiers in the body
 * @throws Problem `validation-failed` for a phone number that is not possible in its country
 */
export async function hashSought(
  ctx: Context,
  sought: Partial<Sought>,
  pointer = '',
): Promise<SubjectKeys> {
  const { channel, conversation_id, conversation_external_id: external, phone } = sought;
  const beside = { channel };
  if (phone !== undefined) await requirePhone(ctx, phone, beside, `${pointer}/phone`);
  const hashed = identifierNames.map(async (name) => {
    const value = sought[name];
    if (value === undefined) return [];
    const form = lookupFormOf(ctx, fieldNamed(name).lookup, beside);
    return [[name, await ctx.lookup.hash(ctx.tenant, name, form, value)] as const];
  });
  return {
    hashes: Object.fromEntries((await Promise.all(hashed)).flat()),
    conversations: [
      ...(conversation_id === undefined ? [] : [conversation_id]),
      ...(external === undefined ? [] : [await conversationIdOf(ctx, external)]),
    ],
  };
}

/**
 * The identifiers of a search, in the forms that are hashed. All spellings of one identifier have
 * the same form.
 */
export async function soughtForms(
  ctx: Context,
  sought: Sought,
): Promise<{ readonly [name: string]: string }> {
  const forms = identifierNames.map(async (name) => {
    const value = sought[name];
    if (value === undefined) return [];
    const form = lookupFormOf(ctx, fieldNamed(name).lookup, { channel: sought.channel });
    return [[name, await lookupKey(form, value)] as const];
  });
  const { conversation_id, conversation_external_id } = sought;
  return {
    ...Object.fromEntries((await Promise.all(forms)).flat()),
    ...(conversation_id !== undefined && { conversation_id }),
    ...(conversation_external_id !== undefined && { conversation_external_id }),
  };
}
