import type { EndpointOutcome } from '#shared/client/schemas.ts';
import type { TestResult } from './endpoint-parts.tsx';
import type { endpointTexts } from './endpoint-texts.ts';
import type { transferTexts } from './transfer-texts.ts';

/**
 * Says why a system did not accept a message. It names the status of the system's answer, or the
 * reason why no answer came.
 */
export function describeReason(
  texts: (typeof endpointTexts)['en'],
  reason: string | null,
  status: number | null,
): string {
  const reasons: { readonly [reason: string]: string } = texts.reasons;
  // The reason why a notice was not accepted may contain the status of the answer, as in
  // `http-503`.
  const answered = status ?? /^http-(\d{3})$/.exec(reason ?? '')?.[1];
  return answered === undefined ? (reasons[reason ?? ''] ?? reason ?? '') : texts.status(answered);
}

/** Says how a test of an endpoint ended. If the test failed, it also says why. */
export function describeOutcome(
  texts: (typeof transferTexts)['en'],
  shared: (typeof endpointTexts)['en'],
  { outcome, status, reason }: EndpointOutcome,
): TestResult {
  if (outcome === 'arrived') return { tone: 'good', text: texts.arrived(status ?? 200) };
  if (outcome === 'unknown') return { tone: 'error', text: texts.unknown };
  if (outcome === 'refused' && status !== null)
    return { tone: 'error', text: texts.refused(status) };
  return { tone: 'error', text: texts.failed(describeReason(shared, reason, status)) };
}
