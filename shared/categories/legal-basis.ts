/** What makes a processing lawful (GDPR, Article 6(1), (a) to (f)). */
export const legalBases = [
  'consent',
  'contract',
  'legal_obligation',
  'vital_interests',
  'public_task',
  'legitimate_interests',
] as const;

export type LegalBasis = (typeof legalBases)[number];
