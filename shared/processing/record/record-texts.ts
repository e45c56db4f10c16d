import type { Origin } from '#shared/categories/define-category.ts';
import type { Texts } from '#shared/categories/texts.ts';
import type { Transfer } from '#shared/tenants/particulars/particulars-schema.ts';

/** The origins of values, in words. */
export const originTexts: { readonly [origin in Origin]: Texts } = {
  provided: { de: 'von der Person angegeben', en: 'provided by the person' },
  observed: { de: 'bei der Nutzung entstanden', en: 'observed while the person used the service' },
  derived: { de: 'aus anderen Daten abgeleitet', en: 'derived from other data' },
};

/** The legal grounds of a transfer to a third country, in words. */
export const safeguardTexts: { readonly [safeguard in Transfer['safeguard']]: Texts } = {
  adequacy_decision: {
    de: 'Angemessenheitsbeschluss (Art. 45 DSGVO)',
    en: 'Adequacy decision (Art. 45 GDPR)',
  },
  standard_clauses: {
    de: 'Standarddatenschutzklauseln (Art. 46 Abs. 2 Buchst. c, d DSGVO)',
    en: 'Standard data protection clauses (Art. 46(2)(c), (d) GDPR)',
  },
  binding_rules: {
    de: 'Verbindliche interne Vorschriften (Art. 47 DSGVO)',
    en: 'Binding corporate rules (Art. 47 GDPR)',
  },
  code_of_conduct: {
    de: 'Genehmigte Verhaltensregeln (Art. 46 Abs. 2 Buchst. e DSGVO)',
    en: 'Approved code of conduct (Art. 46(2)(e) GDPR)',
  },
  certification: {
    de: 'Genehmigte Zertifizierung (Art. 46 Abs. 2 Buchst. f DSGVO)',
    en: 'Approved certification (Art. 46(2)(f) GDPR)',
  },
  derogation: { de: 'Ausnahme nach Art. 49 DSGVO', en: 'Derogation under Art. 49 GDPR' },
};
