import type { Texts } from '#shared/categories/texts.ts';

/** The texts of the page itself. Other files contain the texts about receipts. */
export const pageTexts = {
  title: { de: 'Quittung prüfen', en: 'Check a receipt' },
  lead: {
    de: 'Ihr Browser prüft selbst, ob eine Quittung echt ist und zu wem sie gehört. Was Sie eingeben, verlässt den Browser nicht.',
    en: 'Your browser itself checks whether a receipt is genuine and whose it is. Nothing that you enter leaves your browser.',
  },
  other: { de: 'In English', en: 'Auf Deutsch' },
  receipts: { de: 'Quittung', en: 'Receipt' },
  receipts_hint: {
    de: 'Der Text der Quittung. Stehen mehrere untereinander, werden sie auch als Kette geprüft.',
    en: 'The text of the receipt. If you enter several, one below the other, they are also checked as a chain.',
  },
  receipts_file: { de: 'oder als Datei', en: 'or as a file' },
  keys_file: { de: 'Schlüssel des Dienstes, als Datei', en: 'Keys of the service, as a file' },
  keys_hint: {
    de: 'Ohne Datei werden die Schlüssel geholt, die dieser Dienst veröffentlicht. Um zu prüfen, ohne dem Dienst zu vertrauen, wählen Sie eine Datei, die Sie früher oder von anderer Stelle erhalten haben.',
    en: 'Without a file, this page loads the keys that the service publishes. To check without trusting the service, choose a file that you got earlier or elsewhere.',
  },
  heads_file: { de: 'Protokollzeilen, als Datei', en: 'Log lines, as a file' },
  heads_hint: {
    de: 'Ein Export der Zeilen „receipt issued“ aus einem Protokoll, das jemand anderes aufbewahrt. Damit prüft die Seite, ob die Kette der Quittungen dieselbe ist wie damals, als sie protokolliert wurde.',
    en: 'An export of the lines “receipt issued” from a log that somebody else keeps. With these lines, the page checks whether the chain of receipts is the same as when it was logged.',
  },
  compare: { de: 'Zu wem gehört die Quittung?', en: 'Whose receipt is it?' },
  compare_hint: {
    de: 'Geben Sie das Salz ein, das bei der Löschung gezeigt wurde, und alle Angaben, nach denen gesucht wurde. Quittung, Salz und Angaben zusammen sind personenbezogene Daten.',
    en: 'Enter the salt that was shown at the erasure, and all values that were searched for. Receipt, salt and values together are personal data.',
  },
  salt: { de: 'Salz', en: 'Salt' },
  check: { de: 'Prüfen', en: 'Check' },
  result: { de: 'Ergebnis', en: 'Result' },
  keys_unknown: {
    de: 'Die Datei enthält keine Schlüssel in der Form, in der dieser Dienst sie veröffentlicht.',
    en: 'The file contains no keys in the form that this service publishes.',
  },
  keys_away: {
    de: 'Die Schlüssel ließen sich nicht holen. Wählen Sie eine Datei, oder versuchen Sie es später.',
    en: 'The keys could not be fetched. Choose a file, or try again later.',
  },
  file_unreadable: {
    de: 'Eine gewählte Datei ist nicht lesbar. Vielleicht wurde sie geändert oder entfernt, nachdem Sie sie gewählt haben. Wählen Sie sie noch einmal.',
    en: 'A chosen file cannot be read. Perhaps it was changed or removed after you chose it. Choose it again.',
  },
  no_script: {
    de: 'Die Prüfung braucht JavaScript. Ohne Browser: npm run verify-receipt.',
    en: 'This check needs JavaScript. To check without a browser, run: npm run verify-receipt.',
  },
} as const satisfies { readonly [name: string]: Texts };
