import type { EndpointOutcome } from '#shared/client/schemas.ts';
import type { TestResult } from './endpoint-parts.tsx';
import type { transferTexts } from './transfer-texts.ts';

/** Says how a test of an endpoint ended, and why it failed. */
export function describeOutcome(
  texts: (typeof transferTexts)['en'],
  { outcome, status, reason }: EndpointOutcome,
): TestResult {
  if (outcome === 'arrived') return { tone: 'good', text: texts.arrived(status ?? 200) };
  if (outcome === 'unknown') return { tone: 'error', text: texts.unknown };
  if (outcome === 'refused' && status !== null)
    return { tone: 'error', text: texts.refused(status) };
  const reasons: { readonly [reason: string]: string } = texts.reasons;
  const why = status === null ? (reasons[reason ?? ''] ?? reason ?? '') : texts.status(status);
  return { tone: 'error', text: texts.failed(why) };
}
