/**
 * Most texts that the suites send contain this word. It must not appear in an error answer, in a
 * header of any answer, or in a log line. An answer with a file is an exception: its headers
 * contain the file name that the sender chose.
 */
export const canary = 'Geheim8841';
/** The canary as a number, for fields that take only numbers. */
export const canaryNumber = 884_188_418_841;
/** The other tenant stores this word. No answer to the first tenant may contain it. */
export const foreignCanary = 'Fremdling7730';

/**
 * Finds the canary in a text: in upper or lower case, as a number, or as base64 at any offset.
 */
export function findCanary(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (lower.includes(canary.toLowerCase())) return canary;
  if (text.includes(String(canaryNumber))) return String(canaryNumber);
  return base64Forms.find((form) => text.includes(form));
}

/**
 * Returns the base64 of the canary after `offset` other bytes. Leaves out the characters that
 * depend on the text around the canary.
 */
function base64At(offset: number): string {
  const whole = Buffer.from(`${'x'.repeat(offset)}${canary}`).toString('base64url');
  return whole.slice(offset === 0 ? 0 : 4, Math.floor(((offset + canary.length) * 8) / 6));
}

const base64Forms = [0, 1, 2].map(base64At);
