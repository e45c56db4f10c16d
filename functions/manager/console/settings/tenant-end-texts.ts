import { defineTexts } from '../language/define-texts.ts';

export const tenantEndTexts = defineTexts({
  en: {
    title: (tenant: string) => `Erasure of ${tenant}`,
    waiting: (moment: string) =>
      `It takes effect on ${moment}. Until 45 seconds before, an owner can undo it under Storage.`,
    running:
      'Nobody works in this tenant any more. First its keys are destroyed, then its records, people and settings are deleted. This can take an hour.',
    complete: (moment: string) => `Everything was deleted on ${moment}.`,
    cancelled: 'The erasure was undone, and nothing was deleted.',
    progress: 'Deleting',
    noReceipt: 'The receipt is being signed. This takes some minutes.',
    save: 'Save the receipt',
    verify: 'Check a receipt',
    number: 'Number of the erasure',
    keep: 'Keep the number. When the erasure is complete, you no longer belong to this tenant. Then sign in, and enter the number on the start page to get the receipt. The operator of Mayfly can get it too.',
    find: {
      title: 'Receipt of an erased tenant',
      lead: 'Enter the name of the tenant and the number that Mayfly showed at the erasure.',
      operatorLead: 'Without a number you see all erasures of the tenant.',
      tenant: 'Tenant',
      number: 'Number of the erasure',
      action: 'Find',
      none: 'No tenant of this name was erased.',
    },
  },
  de: {
    title: (tenant: string) => `Löschung von ${tenant}`,
    waiting: (moment: string) =>
      `Sie wirkt ab ${moment}. Bis 45 Sekunden vorher kann ein Inhaber sie unter Speicher zurücknehmen.`,
    running:
      'In diesem Mandanten arbeitet niemand mehr. Zuerst werden seine Schlüssel vernichtet, dann seine Datensätze, Personen und Einstellungen gelöscht. Das kann eine Stunde dauern.',
    complete: (moment: string) => `Alles wurde am ${moment} gelöscht.`,
    cancelled: 'Die Löschung wurde zurückgenommen, und nichts wurde gelöscht.',
    progress: 'Wird gelöscht',
    noReceipt: 'Die Quittung wird signiert. Das dauert einige Minuten.',
    save: 'Quittung speichern',
    verify: 'Quittung prüfen',
    number: 'Nummer der Löschung',
    keep: 'Bewahren Sie die Nummer auf. Ist die Löschung abgeschlossen, gehören Sie nicht mehr zu diesem Mandanten. Melden Sie sich dann an, und geben Sie die Nummer auf der Startseite ein, um die Quittung zu bekommen. Auch der Betreiber von Mayfly kann sie bekommen.',
    find: {
      title: 'Quittung eines gelöschten Mandanten',
      lead: 'Geben Sie den Namen des Mandanten ein und die Nummer, die Mayfly bei der Löschung gezeigt hat.',
      operatorLead: 'Ohne Nummer sehen Sie alle Löschungen des Mandanten.',
      tenant: 'Mandant',
      number: 'Nummer der Löschung',
      action: 'Suchen',
      none: 'Kein Mandant dieses Namens wurde gelöscht.',
    },
  },
});
