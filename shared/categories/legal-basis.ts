import type { Texts } from './texts.ts';

/** The legal bases of processing (GDPR, Article 6(1), (a) to (f)). */
export const legalBases = [
  'consent',
  'contract',
  'legal_obligation',
  'vital_interests',
  'public_task',
  'legitimate_interests',
] as const;

export type LegalBasis = (typeof legalBases)[number];

/** The words for each legal basis, with its letter in Article 6(1) GDPR. */
export const legalBasisTexts: { readonly [basis in LegalBasis]: Texts } = {
  consent: {
    de: 'Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO)',
    en: 'Consent (Art. 6(1)(a) GDPR)',
  },
  contract: {
    de: 'Vertrag oder vorvertragliche Maßnahmen (Art. 6 Abs. 1 Buchst. b DSGVO)',
    en: 'Contract, or steps before one (Art. 6(1)(b) GDPR)',
  },
  legal_obligation: {
    de: 'Rechtliche Verpflichtung (Art. 6 Abs. 1 Buchst. c DSGVO)',
    en: 'Legal obligation (Art. 6(1)(c) GDPR)',
  },
  vital_interests: {
    de: 'Lebenswichtige Interessen (Art. 6 Abs. 1 Buchst. d DSGVO)',
    en: 'Vital interests (Art. 6(1)(d) GDPR)',
  },
  public_task: {
    de: 'Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 Buchst. e DSGVO)',
    en: 'Task in the public interest (Art. 6(1)(e) GDPR)',
  },
  legitimate_interests: {
    de: 'Berechtigte Interessen (Art. 6 Abs. 1 Buchst. f DSGVO)',
    en: 'Legitimate interests (Art. 6(1)(f) GDPR)',
  },
};
