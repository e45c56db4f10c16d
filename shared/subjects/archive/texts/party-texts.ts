import type { Texts } from '#shared/categories/texts.ts';
import type { Transfer } from '#shared/tenants/particulars/particulars-schema.ts';

/** Texts about parties, transfers, rights and missing entries on the readable page. */
export const partyTexts = {
  controller: { de: 'Verantwortlicher', en: 'Controller' },
  representative: { de: 'Vertreter in der Union', en: 'Representative in the Union' },
  dpo: { de: 'Datenschutzbeauftragte oder Datenschutzbeauftragter', en: 'Data protection officer' },
  authority: { de: 'Zuständige Aufsichtsbehörde', en: 'Competent supervisory authority' },
  recipient: { de: 'Empfänger', en: 'Recipient' },
  controllerUnstated: {
    de: 'Verantwortlich ist, wer Ihnen diese Auskunft gegeben hat. Name und Anschrift finden Sie in der Datenschutzerklärung und in der Nachricht, mit der Sie diese Auskunft erhalten haben.',
    en: 'The controller is the organisation that gave you this information. You find its name and address in its privacy notice, and in the message with which you received this information.',
  },
  recipientsUnstated: {
    de: 'Empfänger sind hier nicht hinterlegt. Der Verantwortliche muss Ihnen auf Verlangen die Empfänger nennen, denen Ihre Daten offengelegt wurden (EuGH, Urteil vom 12. Januar 2023, C-154/21).',
    en: 'No recipients are stored here. If you ask, the controller must name the recipients to whom your data was disclosed (CJEU, judgment of 12 January 2023, C-154/21).',
  },
  transfersUnstated: {
    de: 'Eine Übermittlung in ein Land außerhalb des Europäischen Wirtschaftsraums ist nicht angegeben.',
    en: 'The controller states no transfer to a country outside the European Economic Area.',
  },
  transfersStated: {
    de: 'Der Verantwortliche gibt diese Übermittlungen an:',
    en: 'The controller states these transfers:',
  },
  rightsLead: {
    de: 'Sie haben gegenüber dem Verantwortlichen diese Rechte:',
    en: 'You have these rights against the controller:',
  },
  leftOut: { de: 'Einträge nicht enthalten', en: 'entries not included' },
} as const satisfies { readonly [name: string]: Texts };

/** The legal grounds of a transfer (Articles 45, 46, 47 and 49 GDPR). */
export const safeguardTexts: { readonly [safeguard in Transfer['safeguard']]: Texts } = {
  adequacy_decision: {
    de: 'Angemessenheitsbeschluss der Europäischen Kommission (Art. 45 DSGVO).',
    en: 'adequacy decision of the European Commission (Art. 45 GDPR).',
  },
  standard_clauses: {
    de: 'Standarddatenschutzklauseln (Art. 46 Abs. 2 Buchst. c DSGVO).',
    en: 'standard data protection clauses (Art. 46(2)(c) GDPR).',
  },
  binding_rules: {
    de: 'verbindliche interne Datenschutzvorschriften (Art. 47 DSGVO).',
    en: 'binding corporate rules (Art. 47 GDPR).',
  },
  code_of_conduct: {
    de: 'genehmigte Verhaltensregeln (Art. 46 Abs. 2 Buchst. e DSGVO).',
    en: 'approved code of conduct (Art. 46(2)(e) GDPR).',
  },
  certification: {
    de: 'genehmigte Zertifizierung (Art. 46 Abs. 2 Buchst. f DSGVO).',
    en: 'approved certification (Art. 46(2)(f) GDPR).',
  },
  derogation: {
    de: 'Ausnahme für bestimmte Fälle (Art. 49 DSGVO).',
    en: 'derogation for specific situations (Art. 49 GDPR).',
  },
};
