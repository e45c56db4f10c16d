import { backupDaysPromised } from '#shared/base/config/backup-days.ts';
import type { Language, Texts } from '#shared/categories/texts.ts';

/** The places of storage and processing. A place is null if this process does not know it. */
export type Places = {
  readonly compute: string | null;
  readonly database: string | null;
  readonly keys: string | null;
};

type Measure = { readonly title: Texts; readonly text: Texts };

/**
 * Technical and organisational measures (GDPR, Article 32(1)). Each measure is applied by Mayfly's
 * code, or by the configuration of Google Cloud.
 */
const measures: readonly Measure[] = [
  {
    title: { de: 'Verschlüsselung der Daten', en: 'Encryption at rest' },
    text: {
      de: 'Personenbezogene Felder sind mit AES-GCM verschlüsselt, mit einem eigenen Datenschlüssel je Mandant, Kategorie und Zeitabschnitt des Ablaufs. Die Datenschlüssel sind durch Cloud KMS geschützt.',
      en: 'Personal fields are encrypted with AES-GCM. Each tenant, category and period of expiry has its own data key. Cloud KMS protects the data keys.',
    },
  },
  {
    title: { de: 'Pseudonymisierung der Suche', en: 'Pseudonymous look-ups' },
    text: {
      de: 'Die Suche verwendet schlüsselabhängige bcrypt-Hashwerte. Jeder Mandant hat dafür eigene Geheimnisse.',
      en: 'Searches use keyed bcrypt hashes. Each tenant has its own secrets for them.',
    },
  },
  {
    title: { de: 'Verschlüsselung der Übertragung', en: 'Encryption in transit' },
    text: {
      de: 'Daten werden über TLS übertragen. Die Antwort auf eine unverschlüsselte Anfrage enthält nichts Personenbezogenes.',
      en: 'Data is transmitted over TLS. The answer to an unencrypted request contains no personal data.',
    },
  },
  {
    title: { de: 'Zugriff nach Rollen', en: 'Access by roles' },
    text: {
      de: 'Wer Daten sehen, ändern oder löschen darf, bestimmt die Rolle. Jede Funktion des Dienstes hat ein eigenes Konto und nur die Schlüssel, die sie braucht.',
      en: 'The role of a person decides whether they may see, change or delete data. Each function of the service has its own account, and only the keys that it needs.',
    },
  },
  {
    title: { de: 'Protokoll der Zugriffe', en: 'Log of access' },
    text: {
      de: 'Bevor jemand aus dem Unternehmen personenbezogene Daten ansieht, ändert oder löscht, wird dies im Manager-Protokoll vermerkt. Das Protokoll ist verkettet und wird stündlich gesiegelt.',
      en: 'Before one of the tenant’s people sees, changes or deletes personal data, the action is noted in the manager log. The log is chained, and sealed every hour.',
    },
  },
  {
    title: { de: 'Löschung', en: 'Deletion' },
    text: {
      de: 'Ab dem Ablauf zeigt keine Schnittstelle einen Datensatz mehr. Alle 15 Minuten löscht ein Lauf, was abgelaufen ist; danach werden die Datenschlüssel vernichtet.',
      en: 'No interface shows an expired record. Every 15 minutes a run deletes expired records. Then the data keys are destroyed.',
    },
  },
  {
    title: { de: 'Sicherungen', en: 'Backups' },
    text: {
      de: `Sicherungen werden höchstens ${backupDaysPromised} Tage aufbewahrt. Die Datenschlüssel sind nicht in ihnen.`,
      en: `Backups are kept for ${backupDaysPromised} days at most, and do not contain the data keys.`,
    },
  },
  {
    title: { de: 'Ort der Verarbeitung', en: 'Place of processing' },
    text: {
      de: 'Datenbanken, Schlüssel und Rechenleistung liegen in der Europäischen Union. Mit einer Einstellung, die einen anderen Ort nennt, startet der Dienst nicht.',
      en: 'Databases, keys and computing are in the European Union. The service does not start with a configuration that names another place.',
    },
  },
];

/** The measures in a language. */
export function measuresIn(language: Language) {
  return measures.map(({ title, text }) => ({ title: title[language], text: text[language] }));
}
