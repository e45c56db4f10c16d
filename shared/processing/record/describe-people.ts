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

/** A recipient in the tenant's particulars. */
export function describeRecipient({ name, purpose, country }: Recipient, language: Language) {
  return { name, purpose: ownTextIn(purpose, language), ...describeCountry(country, language) };
}

/** The operator of Mayfly, and its own processors. Null if the deployment does not state them. */
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

/** The tenant's particulars. A part that the tenant has not given is null. */
export function describeController(particulars: Particulars) {
  const { controller, representative, dpo, authority } = particulars;
  return {
    controller: controller ?? null,
    representative: representative ?? null,
    dpo: dpo ?? null,
    authority: authority ?? null,
  };
}
