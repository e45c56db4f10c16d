/** Characters that begin a formula, and their full-width forms (OWASP ASVS 1.2.10). */
const signs = String.raw`=+\-@\uff1d\uff0b\uff0d\uff20`;
/**
 * Separators of spreadsheets. A cell may begin at the start of the text and after each separator.
 * German spreadsheets split at semicolons even if commas separate the cells. When they split at a
 * separator that is not the file's own, they ignore the quotes of RFC 4180.
 */
const separators = String.raw`;,|\t\r\n`;
/** Characters that spreadsheets skip or remove before a formula. */
const passedOver = String.raw`[\0" ]*`;

const startOfFormula = new RegExp(
  String.raw`^(?=${passedOver}[\t\r\n${signs}])|(?<=[${separators}])(?=${passedOver}[${signs}])`,
  'g',
);

const jsonString = /"(?:[^"\\]|\\.)*"/g;
const signInString = new RegExp(String.raw`(?<=^" *|[;,|] *)[${signs}]`, 'g');

/** Escapes a character for a JSON string. */
function escapeInJson(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Puts an apostrophe before each formula in a text, so that spreadsheets find no formula in it
 * (OWASP, CSV Injection).
 */
export function harmlessText(text: string): string {
  return text.replace(startOfFormula, "'");
}

/**
 * Changes JSON so that no string in it looks like a formula. The parsed value stays the same.
 * Numbers are never formulas.
 */
export function harmlessJson(json: string): string {
  return json.replace(jsonString, (string) => string.replace(signInString, escapeInJson));
}
