import type { Language } from '../language/define-texts.ts';

type Words = { readonly [rule: string]: string };

/** Texts for the rules that a line can break. Each key is the API's own text for a rule. */
const words: { readonly [language in Language]: Words } = {
  en: {
    'UTF-8': 'It is not UTF-8 text. Save the file as UTF-8.',
    'RFC 4180': 'A quotation mark is not closed, or stands within a value.',
    'RFC 4180; the lines after this line are perhaps not read':
      'A quotation mark is not closed, or stands within a value. Mayfly may have skipped the lines after it.',
    'only one column: a comma, semicolon, | or tab starts a new column, unless it is in quotes':
      'It has more than one column. Put a code that contains , ; | or a tab in quotes.',
    'no invisible or control characters': 'It contains an invisible character.',
    'no-control-characters': 'It contains a control character.',
    'at most 128 characters': 'It is longer than 128 characters.',
    'a code': 'It contains no code.',
    'not used before': 'It was used before.',
    'not loaded before': 'The pool already contains it.',
    'looks like a header: say whether it is one, with ?header=true or ?header=false':
      'It may be a header. Choose above what the first line is.',
    'at least one code': 'The file contains no code.',
    'no line that begins with sep=': 'A line “sep=” is for spreadsheets. It is not a code.',
  },
  de: {
    'UTF-8': 'Sie ist kein Text in UTF-8. Speichern Sie die Datei als UTF-8.',
    'RFC 4180': 'Ein Anführungszeichen ist nicht geschlossen oder steht mitten in einem Wert.',
    'RFC 4180; the lines after this line are perhaps not read':
      'Ein Anführungszeichen ist nicht geschlossen oder steht mitten in einem Wert. Die Zeilen danach wurden vielleicht nicht gelesen.',
    'only one column: a comma, semicolon, | or tab starts a new column, unless it is in quotes':
      'Sie hat mehr als eine Spalte. Setzen Sie einen Code, der , ; | oder einen Tabulator enthält, in Anführungszeichen.',
    'no invisible or control characters': 'Sie enthält ein unsichtbares Zeichen.',
    'no-control-characters': 'Sie enthält ein Steuerzeichen.',
    'at most 128 characters': 'Sie ist länger als 128 Zeichen.',
    'a code': 'Sie enthält keinen Code.',
    'not used before': 'Der Code wurde schon einmal verbraucht.',
    'not loaded before': 'Der Vorrat hat den Code schon.',
    'looks like a header: say whether it is one, with ?header=true or ?header=false':
      'Sie ist vielleicht eine Überschrift. Wählen Sie oben, was die erste Zeile ist.',
    'at least one code': 'Die Datei enthält keinen Code.',
    'no line that begins with sep=':
      'Eine Zeile „sep=“ ist für Tabellenprogramme. Sie ist kein Code.',
  },
};

const repeats: { readonly [language in Language]: (line: string) => string } = {
  en: (line) => `It repeats the code of line ${line}.`,
  de: (line) => `Sie wiederholt den Code der Zeile ${line}.`,
};

/** Says what is wrong with a line. For an unknown rule it returns the API's own text. */
export function describeRule(rule: string, language: Language): string {
  const line = /^not twice, see line (\d+)$/.exec(rule)?.[1];
  return line === undefined ? (words[language][rule] ?? rule) : repeats[language](line);
}
