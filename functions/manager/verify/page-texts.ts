import type { Texts } from '#shared/categories/texts.ts';

/** The page's own texts. Other files contain the texts about receipts. */
export const pageTexts = {
  title: { de: 'Quittung prüfen', en: 'Check a receipt' },
  lead: {
    de: 'Ob eine Quittung echt ist und zu wem sie gehört, rechnet dieser Browser selbst aus. Nichts davon verlässt ihn.',
    en: 'This browser works out by itself whether a receipt is genuine and whose it is. Nothing of it leaves the browser.',
  },
  other: { de: 'In English', en: 'Auf Deutsch' },
  receipts: { de: 'Quittung', en: 'Receipt' },
  receipts_hint: {
    de: 'Der Text der Quittung. Mehrere untereinander werden auch als Kette geprüft.',
    en: 'The text of the receipt. Several, one below the other, are checked as a chain too.',
  },
  receipts_file: { de: 'oder als Datei', en: 'or as a file' },
  keys_file: { de: 'Schlüssel des Dienstes, als Datei', en: 'Keys of the service, as a file' },
  keys_hint: {
    de: 'Ohne Datei werden die Schlüssel geholt, die dieser Dienst veröffentlicht. Nur eine Datei, die Sie früher oder anderswo erhalten haben, macht Sie davon unabhängig.',
    en: 'Without a file, the keys that this service publishes are fetched. Only a file that you got earlier or elsewhere makes you independent of it.',
  },
  heads_file: { de: 'Protokollzeilen, als Datei', en: 'Log lines, as a file' },
  heads_hint: {
    de: 'Eine Ausfuhr der Zeilen „receipt issued“ aus einem Protokoll, das jemand anderes aufbewahrt. Damit zeigt sich, ob die Kette dieselbe ist, die damals protokolliert wurde.',
    en: 'An export of the lines “receipt issued” from a log that somebody else keeps. They show whether the chain is the one that was logged then.',
  },
  compare: { de: 'Zu wem gehört sie?', en: 'Whose is it?' },
  compare_hint: {
    de: 'Mit dem Salz, das bei der Löschung genannt wurde, und allen Angaben, nach denen gesucht wurde. Quittung, Salz und Angaben zusammen sind personenbezogene Daten.',
    en: 'With the salt that was told at the erasure, and all that was asked by. Receipt, salt and values together are personal data.',
  },
  salt: { de: 'Salz', en: 'Salt' },
  check: { de: 'Prüfen', en: 'Check' },
  result: { de: 'Ergebnis', en: 'Result' },
  keys_unknown: {
    de: 'Das sind keine Schlüssel, wie dieser Dienst sie veröffentlicht.',
    en: 'These are no keys as this service publishes them.',
  },
  keys_away: {
    de: 'Die Schlüssel ließen sich nicht holen. Wählen Sie eine Datei, oder versuchen Sie es später.',
    en: 'The keys could not be fetched. Choose a file, or try again later.',
  },
  no_script: {
    de: 'Die Prüfung braucht JavaScript. Ohne Browser: npm run verify-receipt.',
    en: 'The check needs JavaScript. Without a browser: npm run verify-receipt.',
  },
} as const satisfies { readonly [name: string]: Texts };
