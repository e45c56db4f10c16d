import * as z from 'zod';
import type { Category } from '#shared/categories/define-category.ts';
import { emailAddress, freeText, phoneNumber } from '#shared/categories/field-schemas.ts';
import { legalBases } from '#shared/categories/legal-basis.ts';
import { languages } from '#shared/categories/texts.ts';
import { regions } from '#shared/settings/regions.ts';

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true, error: 'a country by its two capital letters, ISO 3166-1' })
  .refine((code) => regions.includes(code), { params: { rule: 'a country of ISO 3166-1' } });

const webAddress = z
  .string()
  .max(500)
  .regex(/^https:\/\/[^\s"<>\\^`{|}]+$/, 'https:// and the address of a page');

/**
 * A text in German, in English or in both languages. If it exists in only one language, it is
 * always shown in this language.
 */
const ownTexts = z
  .strictObject({ de: freeText(500).optional(), en: freeText(500).optional() })
  .refine((texts) => languages.some((language) => texts[language] !== undefined), {
    params: { rule: 'in at least one language' },
  });

const contact = {
  email: emailAddress.optional(),
  phone: phoneNumber.optional(),
  website: webAddress.optional(),
};
/** A company or a person with a postal address. */
const addressee = z.strictObject({
  name: freeText(200),
  postal_address: freeText(1_000),
  ...contact,
});
/** The contact details of an office. The name of a person is not required. */
const office = z
  .strictObject({
    name: freeText(200).optional(),
    postal_address: freeText(1_000).optional(),
    ...contact,
  })
  .refine((each) => Object.values(each).some((value) => value !== undefined), {
    params: { rule: 'not-empty' },
  });

/** The legal grounds of a transfer to a third country (GDPR, Articles 45, 46, 47 and 49). */
const safeguards = [
  'adequacy_decision',
  'standard_clauses',
  'binding_rules',
  'code_of_conduct',
  'certification',
  'derogation',
] as const;

const transfer = z.strictObject({
  recipient: freeText(200),
  country,
  safeguard: z.enum(safeguards),
  details: ownTexts.optional(),
});

/** The controller itself, and the people and offices that the controller names. */
const statements = {
  /** Name and contact details of the controller (GDPR, Articles 13(1)(a) and 30(1)(a)). */
  controller: addressee,
  /** The representative of a controller without an establishment in the Union (Article 27). */
  representative: addressee,
  /**
   * The data protection officer. The contact details of an office are enough, without a name (WP
   * 243, 2.6).
   */
  dpo: office,
  /** The supervisory authority, to which a person may complain (Article 77). */
  authority: addressee,
};

/** The rule that no two recipients may have the same name. */
const unique = { params: { rule: 'each at most once' } };

function recipientSchema(categories: readonly Category[]) {
  return z.strictObject({
    name: freeText(200),
    purpose: ownTexts,
    country,
    /**
     * The categories that the recipient receives. If the list is missing, the recipient receives
     * all categories.
     */
    categories: z
      .array(z.enum(categories.map(({ id }) => id)))
      .min(1)
      .max(categories.length)
      .optional(),
  });
}

const legalBasis = z.enum(legalBases);

/**
 * A change of the particulars. A missing field does not change. Null removes a field, and an empty
 * list removes all entries of a list.
 */
export function particularsChangeSchema(categories: readonly Category[]) {
  const { controller, representative, dpo, authority } = statements;
  const bases = categories.map(({ id }) => [id, legalBasis.nullable().optional()] as const);
  return z
    .strictObject({
      controller: controller.nullable().optional(),
      representative: representative.nullable().optional(),
      dpo: dpo.nullable().optional(),
      authority: authority.nullable().optional(),
      recipients: z
        .array(recipientSchema(categories))
        .max(50)
        .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, unique)
        .optional(),
      transfers: z.array(transfer).max(50).optional(),
      legal_bases: z.strictObject(Object.fromEntries(bases)).optional(),
    })
    .refine((change) => Object.keys(change).length > 0, { params: { rule: 'not-empty' } });
}

export type ParticularsChange = z.output<ReturnType<typeof particularsChangeSchema>>;
export type Addressee = z.output<typeof addressee>;
export type Office = z.output<typeof office>;
export type OwnTexts = z.output<typeof ownTexts>;
export type Recipient = z.output<ReturnType<typeof recipientSchema>>;
export type Transfer = z.output<typeof transfer>;
