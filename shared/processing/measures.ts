import { backupDaysPromised } from '#shared/base/config/backup-days.ts';
import type { Language, Texts } from '#shared/categories/texts.ts';

/** The places of storage and processing. Null if the process does not know them. */
export type Places = {
  readonly compute: string | null;
  readonly database: string | null;
  readonly keys: string | null;
};

type Measure = { readonly title: Texts; readonly text: Texts };

/**
 * Technical and organisational measures (GDPR, Article 32(1)). For each of them, tests check that
 * the software applies it.
 */
const measures: readonly Measure[] = [
  {
    title: { de: 'Verschlüsselung der Daten', en: 'Encryption at rest' },
    text: {
      de: 'Personenbezogene Felder sind mit AES-GCM verschlüsselt, mit einem eigenen Datenschlüssel je Mandant, Kategorie und Zeitabschnitt des Ablaufs. Die Datenschlüssel sind durch Cloud KMS geschützt.',
      en: 'Personal fields are encrypted with AES-GCM, under a data key of their own for each tenant, category and period of expiry. Cloud KMS protects the data keys.',
    },
  },
  {
    title: { de: 'Pseudonymisierung der Suche', en: 'Pseudonymous look-ups' },
    text: {
      de: 'Gesucht wird nach schlüsselabhängigen bcrypt-Hashwerten; die Geheimnisse dafür hat jeder Mandant für sich.',
      en: 'Look-ups go by keyed bcrypt hashes, under secrets that each tenant has for itself.',
    },
  },
  {
    title: { de: 'Verschlüsselung der Übertragung', en: 'Encryption in transit' },
    text: {
      de: 'Übertragen wird über TLS; auf eine unverschlüsselte Anfrage wird nichts Personenbezogenes geantwortet.',
      en: 'Data travels over TLS; a request that comes unencrypted is answered with nothing personal.',
    },
  },
  {
    title: { de: 'Zugriff nach Rollen', en: 'Access by roles' },
    text: {
      de: 'Wer Daten sehen, ändern oder löschen darf, bestimmt die Rolle. Jede Funktion des Dienstes hat ein eigenes Konto und nur die Schlüssel, die sie braucht.',
      en: 'A role decides who may see, change or delete data. Each function of the service has an account of its own and only the keys that it needs.',
    },
  },
  {
    title: { de: 'Protokoll der Zugriffe', en: 'Log of access' },
    text: {
      de: 'Wer aus dem Unternehmen personenbezogene Daten ansieht, ändert oder löscht, steht vorher im Manager-Protokoll. Es ist verkettet und wird stündlich gesiegelt.',
      en: 'Whoever of the tenant’s people sees, changes or deletes personal data is noted in the manager log before. It is chained, and sealed every hour.',
    },
  },
  {
    title: { de: 'Löschung', en: 'Deletion' },
    text: {
      de: 'Ab dem Ablauf zeigt keine Schnittstelle einen Datensatz mehr. Alle 15 Minuten löscht ein Lauf, was abgelaufen ist; danach werden die Datenschlüssel vernichtet.',
      en: 'From its expiry on no interface shows a record. Every 15 minutes a run deletes what has expired; then the data keys are destroyed.',
    },
  },
  {
    title: { de: 'Sicherungen', en: 'Backups' },
    text: {
      de: `Sicherungen werden höchstens ${backupDaysPromised} Tage aufbewahrt. Die Datenschlüssel sind nicht in ihnen.`,
      en: `Backups are kept for ${backupDaysPromised} days at most. The data keys are not in them.`,
    },
  },
  {
    title: { de: 'Ort der Verarbeitung', en: 'Place of processing' },
    text: {
      de: 'Datenbanken, Schlüssel und Rechenleistung liegen in der Europäischen Union. Eine Einstellung mit einem anderen Ort startet nicht.',
      en: 'Databases, keys and compute lie in the European Union. A configuration that names another place does not start.',
    },
  },
];

/** The measures in a language. */
export function measuresIn(language: Language) {
  return measures.map(({ title, text }) => ({ title: title[language], text: text[language] }));
}
