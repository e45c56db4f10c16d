import type { Texts } from '#shared/categories/texts.ts';

/** Headings and labels of the readable page. */
export const pageTexts = {
  title: { de: 'Auskunft über Ihre Daten', en: 'Your data' },
  subtitle: {
    de: 'Auskunft nach Artikel 15 der Datenschutz-Grundverordnung (DSGVO)',
    en: 'Information under Article 15 of the General Data Protection Regulation (GDPR)',
  },
  madeAt: { de: 'Erstellt am', en: 'Made on' },
  askedBy: { de: 'Gesucht nach', en: 'Searched by' },
  times: {
    de: 'Uhrzeiten in der Zeitzone',
    en: 'Times are in the time zone',
  },
  contents: { de: 'Inhalt', en: 'Contents' },
  responsible: {
    de: 'Wer für Ihre Daten verantwortlich ist',
    en: 'Who is responsible for your data',
  },
  glance: { de: 'Ihre Daten im Überblick', en: 'Your data at a glance' },
  recipients: { de: 'Wer Ihre Daten erhält', en: 'Who receives your data' },
  source: { de: 'Woher Ihre Daten stammen', en: 'Where your data comes from' },
  transfers: { de: 'Übermittlung in Drittländer', en: 'Transfers to third countries' },
  automated: { de: 'Automatisierte Entscheidungen', en: 'Automated decisions' },
  rights: { de: 'Welche Rechte Sie haben', en: 'What rights you have' },
  complaint: {
    de: 'Beschwerde bei einer Aufsichtsbehörde',
    en: 'Complaint to a supervisory authority',
  },
  lookedAt: {
    de: 'Wann und wozu Ihre Daten angesehen wurden',
    en: 'When and why your data was viewed',
  },
  missing: { de: 'Was diese Auskunft nicht enthält', en: 'What this page does not contain' },
  details: { de: 'Ihre Daten im Einzelnen', en: 'Your data in detail' },
  category: { de: 'Art der Daten', en: 'Kind of data' },
  count: { de: 'Anzahl', en: 'Number' },
  purpose: { de: 'Zweck', en: 'Purpose' },
  legalBasis: { de: 'Rechtsgrundlage', en: 'Legal basis' },
  rules: { de: 'Wozu und wie lange', en: 'Purpose and storage period' },
  entry: { de: 'Eintrag', en: 'entry' },
  entries: { de: 'Einträge', en: 'entries' },
  kept: { de: 'Speicherdauer', en: 'Kept for' },
  created: { de: 'Erstellt', en: 'Created' },
  content: { de: 'Inhalt', en: 'Content' },
  deleted: { de: 'Wird gelöscht', en: 'Deleted on' },
  when: { de: 'Wann', en: 'When' },
  what: { de: 'Was', en: 'What' },
  why: { de: 'Wozu', en: 'Why' },
  requests: { de: 'Ihre offenen Anträge', en: 'Your open requests' },
  received: { de: 'Eingegangen', en: 'Received' },
  recordId: { de: 'Kennung', en: 'ID' },
  file: { de: 'Datei', en: 'File' },
  fileIncomplete: {
    de: 'Die Datei ist beschädigt oder wurde inzwischen gelöscht. Sie liegt unvollständig bei.',
    en: 'The file is damaged or was deleted meanwhile. The enclosed file is incomplete.',
  },
  unreadable: {
    de: 'Dieser Eintrag ist gespeichert, lässt sich aber nicht entschlüsseln. Gezeigt werden nur seine unverschlüsselten Werte.',
    en: 'This entry is stored but cannot be decrypted. Only its unencrypted values are shown.',
  },
  withheld: {
    de: 'Der Inhalt dieses Eintrags wird zurückgehalten, weil er Rechte anderer beeinträchtigen würde (Art. 15 Abs. 4 DSGVO).',
    en: 'The content of this entry is withheld, because it would adversely affect the rights of others (Art. 15(4) GDPR).',
  },
  nothing: {
    de: 'Zu den genannten Angaben enthält diese Auskunft keine Einträge.',
    en: 'This page contains no entries for the given details.',
  },
  sameAsFiles: {
    de: 'Dieselben Daten liegen maschinenlesbar bei: als JSON in der Datei data.json und als Tabellen im Ordner csv.',
    en: 'The same data is enclosed in machine-readable form: as JSON in the file data.json and as tables in the folder csv.',
  },
  yes: { de: 'ja', en: 'yes' },
  no: { de: 'nein', en: 'no' },
  empty: { de: 'leer', en: 'empty' },
} as const satisfies { readonly [name: string]: Texts };

/** Texts for the kinds of values by which a caller can search. */
export const soughtTexts: { readonly [name: string]: Texts } = {
  email: { de: 'E-Mail-Adresse', en: 'email address' },
  phone: { de: 'Telefonnummer', en: 'phone number' },
  external_id: { de: 'Kennung im Messenger', en: 'messenger ID' },
  push_endpoint: { de: 'Adresse für Web-Push', en: 'web push address' },
  conversation_id: { de: 'Unterhaltung', en: 'conversation' },
  conversation_external_id: {
    de: 'externe Kennung der Unterhaltung',
    en: 'external ID of the conversation',
  },
  channel: { de: 'Kanal', en: 'channel' },
  record: { de: 'ein einzelner Datensatz', en: 'a single record' },
};
