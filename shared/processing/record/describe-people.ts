import type { Processor } from '#shared/base/config/read-processor.ts';
import type { Language } from '#shared/categories/texts.ts';
import { isThirdCountry, nameCountry } from '#shared/tenants/particulars/countries.ts';
import { ownTextIn, type Particulars } from '#shared/tenants/particulars/particulars.ts';
import type { Recipient } from '#shared/tenants/particulars/particulars-schema.ts';

/** A country: its code, its name, and whether it is outside the European Economic Area. */
export function describeCountry(country: string, language: Language) {
  return {
    country,
    country_name: nameCountry(country, language),
    third_country: isThirdCountry(country),
  };
}

/** Describes a recipient that the tenant's particulars name. */
export function describeRecipient({ name, purpose, country }: Recipient, language: Language) {
  return { name, purpose: ownTextIn(purpose, language), ...describeCountry(country, language) };
}

/**
 * Describes the operator of Mayfly, and the processors that the operator uses. Null if the
 * configuration does not name the operator.
 */
export function describeProcessor(processor: Processor | null, language: Language) {
  if (processor === null) return null;
  return {
    name: processor.name,
    postal_address: processor.postal_address,
    email: processor.email ?? null,
    dpo: processor.dpo ?? null,
    sub_processors: processor.sub_processors.map((each) => ({
      name: each.name,
      purpose: language === 'de' ? each.purpose_de : each.purpose_en,
      ...describeCountry(each.country, language),
    })),
  };
}

/**
 * The persons and the authority in a tenant's particulars. Each of these is null if the tenant has
 * not stated it.
 */
export function describeController(particulars: Particulars) {
  const { controller, representative, dpo, authority } = particulars;
  return {
    controller: controller ?? null,
    representative: representative ?? null,
    dpo: dpo ?? null,
    authority: authority ?? null,
  };
}
