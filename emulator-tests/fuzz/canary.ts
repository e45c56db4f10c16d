/** Stands in whatever is sent; it may stand in no problem, no header of an answer and no line of a log. */
export const canary = 'Geheim8841';
/** As a number, where only one can stand. */
export const canaryNumber = 884_188_418_841;
/** Stands in what another tenant stores: it may stand in nothing that the first is answered. */
export const foreignCanary = 'Fremdling7730';

/** What of a text was sent: the canary in any case, also percent-encoded or as base64 at any offset. */
export function findCanary(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (lower.includes(canary.toLowerCase())) return canary;
  if (text.includes(String(canaryNumber))) return String(canaryNumber);
  return base64Forms.find((form) => text.includes(form));
}

/** The part of the canary's base64 that does not depend on what stands around it. */
function base64At(offset: number): string {
  const whole = Buffer.from(`${'x'.repeat(offset)}${canary}`).toString('base64url');
  return whole.slice(offset === 0 ? 0 : 4, Math.floor(((offset + canary.length) * 8) / 6));
}

const base64Forms = [0, 1, 2].map(base64At);
