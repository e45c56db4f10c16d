import { defineTexts } from '../language/define-texts.ts';

export const restrictedTexts = defineTexts({
  en: {
    title: 'Restricted records',
    lead: 'Only owners and data protection officers can see these records. Each record still expires on its planned day, so tell the person before that day.',
    ending: 'Only those that expire within 14 days',
    loading: 'Loading…',
    none: {
      title: 'No restricted records',
      detail: 'No record is restricted now, or no restricted record expires within 14 days.',
    },
    many: (title: string) =>
      `${title}: not all restricted records are shown. Those that expire next come first.`,
    endsSoon: 'expires soon',
    kept: 'stays after an erasure',
    since: (moment: string) => `since ${moment}`,
    grounds: {
      accuracy_contested: 'The person contests its accuracy',
      unlawful_processing: 'Unlawful processing; the person opposed the erasure',
      needed_for_claims: 'The person needs it for claims',
      objection_pending: 'An objection is examined',
      legal_obligation: 'Kept as a proof: a legal obligation',
      legal_claims: 'Kept as a proof: legal claims',
    },
    article: (article: string) => `Art. ${article} GDPR`,
    lift: 'Lift',
    liftTitle: 'Lift this restriction',
    liftLead:
      'The record returns to its category and keeps its expiry. You must tell the person before you lift the restriction (Art. 18(3)).',
    told: 'The person was told on',
    liftAction: 'Lift the restriction',
  },
  de: {
    title: 'Eingeschränkte Datensätze',
    lead: 'Nur Inhaber und Datenschutzbeauftragte sehen diese Datensätze. Jeder läuft trotzdem am vorgesehenen Tag ab: Sagen Sie es der Person vorher.',
    ending: 'Nur solche, die binnen 14 Tagen ablaufen',
    loading: 'Wird geladen …',
    none: {
      title: 'Keine eingeschränkten Datensätze',
      detail:
        'Kein Datensatz ist gerade eingeschränkt, oder kein eingeschränkter läuft binnen 14 Tagen ab.',
    },
    many: (title: string) =>
      `${title}: Nicht alle eingeschränkten Datensätze sind hier zu sehen. Was zuerst abläuft, steht oben.`,
    endsSoon: 'läuft bald ab',
    kept: 'bleibt bei einer Löschung',
    since: (moment: string) => `seit ${moment}`,
    grounds: {
      accuracy_contested: 'Die Person bestreitet die Richtigkeit',
      unlawful_processing: 'Unrechtmäßig; die Person hat der Löschung widersprochen',
      needed_for_claims: 'Die Person braucht ihn für Ansprüche',
      objection_pending: 'Ein Widerspruch wird geprüft',
      legal_obligation: 'Als Nachweis behalten: rechtliche Verpflichtung',
      legal_claims: 'Als Nachweis behalten: Rechtsansprüche',
    },
    article: (article: string) =>
      `Art. ${article.replace(/\((\d)\)\((\w)\)/, ' Abs. $1 Buchst. $2')} DSGVO`,
    lift: 'Aufheben',
    liftTitle: 'Diese Einschränkung aufheben',
    liftLead:
      'Der Datensatz kehrt in seine Kategorie zurück und behält seinen Ablauf. Sie müssen es der Person vorher sagen (Art. 18 Abs. 3).',
    told: 'Die Person hat es erfahren am',
    liftAction: 'Einschränkung aufheben',
  },
});
