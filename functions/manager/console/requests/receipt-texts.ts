import { defineTexts } from '../language/define-texts.ts';

export const receiptTexts = defineTexts({
  en: {
    none: {
      title: 'No receipts yet',
      detail:
        'Mayfly signs a receipt for each erasure, for the notices of an erasure, for each repeated search without a result, and once a day for expired records.',
    },
    list: 'Receipts, newest first',
    lead: 'Each receipt is signed, has the next number, and names the receipt before it.',
    save: 'Save',
    check: 'Check',
    checkAll: 'Check all that are shown',
    checking: 'This browser checks by itself. It fetches only the published keys.',
    form: {
      title: 'Check a receipt',
      text: 'The text of one receipt or several',
      file: 'or files',
      heads: 'Log lines to compare with',
      headsHint: 'An export of the lines “receipt issued” from a log that somebody else keeps.',
      whose: 'Whose receipt is it?',
      whoseHint:
        'Enter the salt that Mayfly showed at the erasure, and the person’s address, number or ID. Both stay in this page.',
      salt: 'Salt',
    },
    result: 'Result',
    fault: (tenant: string, number: number) => `${tenant}, receipt ${number}`,
  },
  de: {
    none: {
      title: 'Noch keine Quittungen',
      detail:
        'Mayfly signiert eine Quittung für jede Löschung, für die Mitteilungen einer Löschung, für jede wiederholte Suche ohne Fund und einmal am Tag für abgelaufene Datensätze.',
    },
    list: 'Quittungen, die neuesten zuerst',
    lead: 'Jede Quittung ist signiert, hat die nächste Nummer und nennt die vorige.',
    save: 'Speichern',
    check: 'Prüfen',
    checkAll: 'Alle gezeigten prüfen',
    checking: 'Dieser Browser prüft selbst. Er holt nur die veröffentlichten Schlüssel.',
    form: {
      title: 'Eine Quittung prüfen',
      text: 'Der Text einer oder mehrerer Quittungen',
      file: 'oder Dateien',
      heads: 'Protokollzeilen zum Vergleichen',
      headsHint:
        'Ein Export der Zeilen „receipt issued“ aus einem Protokoll, das jemand anderes aufbewahrt.',
      whose: 'Zu wem gehört die Quittung?',
      whoseHint:
        'Geben Sie das Salz ein, das bei der Löschung zu sehen war, und die Adresse, Nummer oder Kennung der Person. Beides bleibt in dieser Seite.',
      salt: 'Salz',
    },
    result: 'Ergebnis',
    fault: (tenant: string, number: number) => `${tenant}, Quittung ${number}`,
  },
});
