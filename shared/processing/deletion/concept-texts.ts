import { backupDaysPromised } from '#shared/base/config/backup-days.ts';
import type { Texts } from '#shared/categories/texts.ts';
import type { Collection } from '#shared/store/declare-collection.ts';

/** Says how documents are deleted, for each way in which they can expire. */
export const howTexts: { readonly [by in Collection['expiry']['by']]: Texts } = {
  ttl: {
    de: 'Ab dem Ablauf zeigt keine Schnittstelle die Daten mehr. Die Datenbank löscht abgelaufene Daten; alle 15 Minuten löscht ein Lauf, was die Datenbank noch nicht gelöscht hat.',
    en: 'From the expiry on, no interface shows the data. The database deletes expired data. Every 15 minutes a run deletes expired data that the database has not deleted yet.',
  },
  keys: {
    de: 'Der Löschlauf vernichtet einen Schlüssel nach dessen Ende, sobald kein Datensatz ihn mehr braucht.',
    en: 'After the end of a key, the deletion run destroys it as soon as no record needs it any more.',
  },
  never: {
    de: 'Diese Daten haben kein Ablaufdatum. Die Angabe zum Ende sagt, ob und wann sie gelöscht werden.',
    en: 'This data has no expiry date. Its stated end says whether and when it is deleted.',
  },
};

/** Rules for all categories. */
export const steps: readonly { readonly title: Texts; readonly text: Texts }[] = [
  {
    title: { de: 'Ablauf', en: 'Expiry' },
    text: {
      de: 'Jeder Datensatz trägt sein Ablaufdatum von Anfang an. Ab diesem Zeitpunkt zeigt ihn keine Schnittstelle mehr; gelöscht ist er in der Regel binnen einer Stunde, spätestens nach 24 Stunden. Ist er nach zwei Stunden noch nicht gelöscht, wird ein Alarm ausgelöst.',
      en: 'Each record has its expiry from the beginning. From the expiry on, no interface shows the record. It is usually deleted within an hour, and after 24 hours at the latest. If it is not deleted after two hours, an alarm is raised.',
    },
  },
  {
    title: { de: 'Vernichtung der Schlüssel', en: 'Destruction of keys' },
    text: {
      de: 'Der Datenschlüssel eines Zeitabschnitts wird eine Stunde nach dessen Ende vernichtet. Braucht dann noch ein Datensatz den Schlüssel, wird der Schlüssel erst später vernichtet. Danach kann niemand mehr entschlüsseln, was mit dem Schlüssel verschlüsselt wurde, auch nicht in einer Kopie. Was unverschlüsselt oder als Hashwert gespeichert ist, bleibt in einer Kopie unverändert.',
      en: 'The data key of a period is destroyed an hour after the end of the period. If a record still needs the key then, the key is destroyed later. After its destruction nobody can decrypt the data that was encrypted with the key, not even in a copy. Data that is stored unencrypted or as a hash stays in a copy unchanged.',
    },
  },
  {
    title: { de: 'Löschung von Hand', en: 'Deletion by hand' },
    text: {
      de: 'Jederzeit löschbar sind: ein Datensatz, eine Unterhaltung, alle Daten einer Person, eine Kategorie, der ganze Mandant. Das Löschprotokoll führt jeden Löschauftrag auf: für eine Person, eine Unterhaltung, eine Kategorie oder den ganzen Mandanten.',
      en: 'People can delete at any time: a record, a conversation, all data of a person, a category, or the whole tenant. The deletion log lists each erasure: of a person, a conversation, a category or the whole tenant.',
    },
  },
  {
    title: { de: 'Kürzere Aufbewahrung', en: 'Shorter retention' },
    text: {
      de: 'Eine kürzere Aufbewahrung gilt auch für gespeicherte Datensätze. Eine längere gilt nur für neue Datensätze.',
      en: 'A shorter retention also applies to stored records. A longer retention applies only to new records.',
    },
  },
  {
    title: { de: 'Sicherungen', en: 'Backups' },
    text: {
      de: `Was gelöscht wurde, ist nach spätestens ${backupDaysPromised} Tagen auch aus den Sicherungen verschwunden.`,
      en: `After ${backupDaysPromised} days at the latest, no backup contains the deleted data any more.`,
    },
  },
  {
    title: { de: 'Keine Aufbewahrungspflichten', en: 'No retention duties' },
    text: {
      de: 'Mayfly ist kein Archiv im Sinne von § 257 HGB oder § 147 AO. Wer einen Datensatz länger aufbewahren muss, exportiert ihn vor dem Ablauf.',
      en: 'Mayfly is not an archive in the sense of commercial and tax law. If you must keep a record for longer, export it before it expires.',
    },
  },
];

/** Who is responsible for each part of the deletion. */
export const responsibilities: readonly { readonly title: Texts; readonly text: Texts }[] = [
  {
    title: { de: 'Fristen wählen, von Hand löschen', en: 'Choosing retentions, deleting by hand' },
    text: {
      de: 'Verantwortlicher (Inhaberinnen und Inhaber des Mandanten)',
      en: 'Controller (owners of the tenant)',
    },
  },
  {
    title: {
      de: 'Löschläufe und Vernichtung der Schlüssel',
      en: 'Deletion runs and destruction of keys',
    },
    text: {
      de: 'Auftragsverarbeiter (Betreiber von Mayfly), selbsttätig',
      en: 'Processor (operator of Mayfly), automatically',
    },
  },
  {
    title: { de: 'Prüfung, ob gelöscht wurde', en: 'Checking that data was deleted' },
    text: {
      de: 'Datenschutzbeauftragter des Verantwortlichen, anhand von Löschprotokoll und Speicherübersicht',
      en: 'Data protection officer of the controller, with the deletion log and the storage overview',
    },
  },
];
