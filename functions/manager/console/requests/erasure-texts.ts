import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const document: Noun = { one: 'document', other: 'documents' };
const dokument: Noun = { one: 'Dokument', other: 'Dokumente' };

export const erasureTexts = defineTexts({
  en: {
    document,
    none: {
      title: 'Nothing was erased yet',
      detail:
        'This page lists each erasure until the end of the fourth year after the year in which it was complete. The list shows counts, and names no person.',
    },
    scopes: {
      person: 'A person',
      conversation: 'A conversation',
      category: 'A category',
      tenant: 'The tenant',
    },
    statuses: {
      'cooling-off': 'Not in effect yet',
      running: 'Under way',
      complete: 'Complete',
      cancelled: 'Cancelled',
    },
    askedBy: (names: string) => `searched by ${names}`,
    bySelf: 'asked for by the person',
    takesEffect: (distance: string) => `takes effect ${distance}`,
    progress: (done: string, left: string) => `${done} deleted, ${left} left`,
    gone: (done: string) => `${done} deleted`,
    leave: 'It continues by itself. You can leave this page and come back.',
    kept: (count: string) => `${count} kept as a proof`,
    receipt: (number: string) => `Receipt ${number}`,
    recipients: {
      label: 'Recipients',
      none: 'none is told of this erasure',
      later: (names: string) => `get notices of this erasure: ${names}`,
      waiting: (names: string) => `not all have answered yet: ${names}`,
      told: (names: string, number: string) => `all were told: ${names} (receipt ${number})`,
      missed: (notices: string, names: string, number: string) =>
        `${notices} not accepted: ${names} (receipt ${number})`,
      notices: { one: 'notice was', other: 'notices were' },
    },
    receiptPending: 'The receipt follows within minutes',
    save: 'Save the receipt',
    cancel: 'Cancel',
    cancelTitle: 'Cancel this erasure?',
    cancelDetail: 'The erasure has not taken effect yet. If you cancel it, nothing is erased.',
    cancelAction: 'Cancel the erasure',
    recheck: 'Search again',
    recheckTitle: 'Search again for what was erased',
    recheckLead:
      'Enter the same address, number or ID as for the erasure, and the salt of the receipt. If Mayfly finds nothing, it signs a receipt of absence.',
    salt: 'Salt of the receipt',
    recheckAction: 'Search',
    wide: {
      open: 'Erase a category…',
      title: 'Erase all records of a category',
      lead: 'When the erasure takes effect, Mayfly hides all records of the category, and then deletes them for everyone. Records that are stored later stay. First export what you want to keep.',
      category: 'Category',
      type: (phrase: string) => `Type “${phrase}” to confirm`,
      phrase: (title: string) => `erase all of ${title}`,
      action: 'Erase the category',
    },
  },
  de: {
    document: dokument,
    none: {
      title: 'Noch nichts wurde gelöscht',
      detail:
        'Diese Seite zeigt jede Löschung bis zum Ende des vierten Jahres nach dem Jahr, in dem sie vollständig war. Die Liste enthält Zahlen und nennt keine Person.',
    },
    scopes: {
      person: 'Eine Person',
      conversation: 'Eine Unterhaltung',
      category: 'Eine Kategorie',
      tenant: 'Der Mandant',
    },
    statuses: {
      'cooling-off': 'Noch nicht wirksam',
      running: 'Läuft',
      complete: 'Abgeschlossen',
      cancelled: 'Zurückgenommen',
    },
    askedBy: (names: string) => `gesucht nach ${names}`,
    bySelf: 'von der Person selbst',
    takesEffect: (distance: string) => `wirkt ${distance}`,
    progress: (done: string, left: string) => `${done} gelöscht, ${left} übrig`,
    gone: (done: string) => `${done} gelöscht`,
    leave: 'Es geht von selbst weiter. Sie können diese Seite verlassen und wiederkommen.',
    kept: (count: string) => `${count} als Nachweis behalten`,
    receipt: (number: string) => `Quittung ${number}`,
    recipients: {
      label: 'Empfänger',
      none: 'keiner erfährt von dieser Löschung',
      later: (names: string) => `erhalten Mitteilungen über diese Löschung: ${names}`,
      waiting: (names: string) => `noch nicht alle haben geantwortet: ${names}`,
      told: (names: string, number: string) =>
        `alle sind benachrichtigt: ${names} (Quittung ${number})`,
      missed: (notices: string, names: string, number: string) =>
        `${notices} nicht angenommen: ${names} (Quittung ${number})`,
      notices: { one: 'Mitteilung wurde', other: 'Mitteilungen wurden' },
    },
    receiptPending: 'Die Quittung folgt in wenigen Minuten',
    save: 'Quittung speichern',
    cancel: 'Zurücknehmen',
    cancelTitle: 'Diese Löschung zurücknehmen?',
    cancelDetail: 'Die Löschung wirkt noch nicht. Wenn Sie sie zurücknehmen, wird nichts gelöscht.',
    cancelAction: 'Löschung zurücknehmen',
    recheck: 'Noch einmal suchen',
    recheckTitle: 'Noch einmal nach dem Gelöschten suchen',
    recheckLead:
      'Geben Sie dieselbe Adresse, Nummer oder Kennung ein wie bei der Löschung, und das Salz der Quittung. Findet Mayfly nichts, signiert es eine Quittung darüber.',
    salt: 'Salz der Quittung',
    recheckAction: 'Suchen',
    wide: {
      open: 'Kategorie löschen …',
      title: 'Alle Datensätze einer Kategorie löschen',
      lead: 'Sobald die Löschung wirkt, verbirgt Mayfly alle Datensätze der Kategorie und löscht sie dann für alle. Später gespeicherte Datensätze bleiben. Exportieren Sie vorher, was Sie behalten wollen.',
      category: 'Kategorie',
      type: (phrase: string) => `Zur Bestätigung „${phrase}“ eingeben`,
      phrase: (title: string) => `${title} ganz löschen`,
      action: 'Kategorie löschen',
    },
  },
});
