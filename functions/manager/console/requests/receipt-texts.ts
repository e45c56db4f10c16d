import { defineTexts } from '../language/define-texts.ts';

export const receiptTexts = defineTexts({
  en: {
    loading: 'Loading…',
    more: 'Show older ones',
    none: {
      title: 'No receipts yet',
      detail: 'Each erasure, each search that finds nothing, and each day of expiry gets one.',
    },
    list: 'Receipts, newest first',
    lead: 'Signed, numbered without a gap, each naming the one before.',
    save: 'Save',
    check: 'Check',
    checkAll: 'Check all that are shown',
    checking: 'This browser checks by itself. It fetches nothing but the published keys.',
    form: {
      title: 'Check a receipt',
      text: 'The text of one receipt or several',
      file: 'or files',
      heads: 'Log lines to compare with',
      headsHint: 'An export of the lines “receipt issued” from a log that somebody else keeps.',
      whose: 'Whose is it?',
      whoseHint:
        'With the salt that was shown at the erasure, and the names that were searched by. They stay in this page.',
      salt: 'Salt',
    },
    result: 'Result',
    fault: (tenant: string, number: number) => `${tenant}, receipt ${number}`,
  },
  de: {
    loading: 'Wird geladen …',
    more: 'Ältere zeigen',
    none: {
      title: 'Noch keine Quittungen',
      detail:
        'Jede Löschung, jede Suche ohne Fund und jeder Tag des Ablaufs bekommt eine Quittung.',
    },
    list: 'Quittungen, die neuesten zuerst',
    lead: 'Unterschrieben, lückenlos nummeriert, und jede nennt die vorige.',
    save: 'Speichern',
    check: 'Prüfen',
    checkAll: 'Alle gezeigten prüfen',
    checking: 'Dieser Browser prüft selbst. Er holt nichts als die veröffentlichten Schlüssel.',
    form: {
      title: 'Eine Quittung prüfen',
      text: 'Der Text einer oder mehrerer Quittungen',
      file: 'oder Dateien',
      heads: 'Protokollzeilen zum Vergleichen',
      headsHint:
        'Eine Ausfuhr der Zeilen „receipt issued“ aus einem Protokoll, das jemand anderes aufbewahrt.',
      whose: 'Zu wem gehört sie?',
      whoseHint:
        'Mit dem Salz, das bei der Löschung zu sehen war, und den Angaben, nach denen gesucht wurde. Sie bleiben in dieser Seite.',
      salt: 'Salz',
    },
    result: 'Ergebnis',
    fault: (tenant: string, number: number) => `${tenant}, Quittung ${number}`,
  },
});
