/** Characters that begin a formula, also in full width (OWASP ASVS 1.2.10). */
const signs = String.raw`=+\-@\uff1d\uff0b\uff0d\uff20`;
/**
 * Places where a cell may begin: the start of the text, and after each separator of a spreadsheet.
 * German spreadsheets split at semicolons even if commas separate the cells. Then they ignore the
 * quotes of RFC 4180.
 */
const separators = String.raw`;,|\t\r\n`;
/** Characters that spreadsheets skip before a formula, or drop. */
const passedOver = String.raw`[\0" ]*`;

const startOfFormula = new RegExp(
  String.raw`^(?=${passedOver}[\t\r\n${signs}])|(?<=[${separators}])(?=${passedOver}[${signs}])`,
  'g',
);

const jsonString = /"(?:[^"\\]|\\.)*"/g;
const signInString = new RegExp(String.raw`(?<=^" *|[;,|] *)[${signs}]`, 'g');

/** A character as JSON writes it in a string. */
function escapeInJson(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A text in which spreadsheets find no formula: an apostrophe is before each formula (OWASP, CSV
 * Injection).
 */
export function harmlessText(text: string): string {
  return text.replace(startOfFormula, "'");
}

/** JSON of the same value in which no string looks like a formula; numbers are never formulas. */
export function harmlessJson(json: string): string {
  return json.replace(jsonString, (string) => string.replace(signInString, escapeInJson));
}
