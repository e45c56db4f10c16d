import type { Texts } from '#shared/categories/texts.ts';
import type { Receipt } from '#shared/subjects/receipts/receipt.ts';

/** The scopes of erasures, in words. */
export const scopeTexts: { readonly [scope: string]: Texts } = {
  person: { de: 'eine Person, überall', en: 'one person, everywhere' },
  conversation: { de: 'eine Unterhaltung', en: 'a conversation' },
  category: { de: 'eine Kategorie', en: 'a category' },
  tenant: { de: 'der ganze Mandant', en: 'the whole tenant' },
};

/** The kinds of receipts, in words. */
export const kindTexts: { readonly [kind in Receipt['kind']]: Texts } = {
  erasure: { de: 'Löschauftrag', en: 'Erasure' },
  absence: { de: 'Nichts mehr vorhanden', en: 'Nothing is left' },
  expiry: { de: 'Ablauf von Daten an einem Tag', en: 'Expiry of data on a day' },
  notices: { de: 'Mitteilungen an Empfänger', en: 'Notices to recipients' },
};

/** Notes that explain what the log does not show. */
export const notes: readonly Texts[] = [
  {
    de: 'Abgelaufene Datensätze löscht die Datenbank meist selbst, ohne sie zu zählen. Wie viele an einem Tag fällig waren, steht in der Quittung über den Ablauf dieses Tages.',
    en: 'The database itself deletes most expired records, and does not count them. The receipt of a day’s expiry says how many records were due on that day.',
  },
  {
    de: 'Die Löschläufe arbeiten für alle Mandanten gemeinsam. Hier steht, wann sie liefen und ob sie vollständig waren, aber keine Zahl anderer Mandanten.',
    en: 'Deletion runs work for all tenants together. The log shows when these runs took place and whether they were complete, but no numbers of other tenants.',
  },
  {
    de: 'Das Löschen einzelner Datensätze und Unterhaltungen durch Beschäftigte steht im Manager-Protokoll.',
    en: 'The manager log notes when the tenant’s people delete single records and conversations.',
  },
];
