import { expect, test } from 'vitest';
import type { EndpointOutcome } from '#shared/client/schemas.ts';
import { describeOutcome, describeReason } from './describe-outcome.ts';
import { endpointTexts } from './endpoint-texts.ts';
import { transferTexts } from './transfer-texts.ts';

const rest = { attempts: 1, message_id: 'msg_1' };

test.each([
  ['arrived', 204, null, 'The system accepted the test (status 204).'],
  ['refused', 404, null, 'The system refused the test (status 404).'],
  ['failed', 503, null, 'The system did not accept the test: status 503.'],
  [
    'failed',
    null,
    'certificate-refused',
    'The system did not accept the test: its certificate is not valid.',
  ],
  ['unknown', null, 'timed-out', 'The system may have received the test, but did not confirm it.'],
] as const)(
  'a test with the outcome %s (status %s, reason %s) is described in words',
  (outcome, status, reason, text) => {
    const ended: EndpointOutcome = { outcome, status, reason, ...rest };
    expect(describeOutcome(transferTexts.en, endpointTexts.en, ended).text).toBe(text);
    const { text: inGerman } = describeOutcome(transferTexts.de, endpointTexts.de, ended);
    expect(inGerman).toMatch(/^Das System /);
    if (reason !== null) expect(inGerman).not.toContain(reason);
  },
);

test('the reason of a failed notice is described in words', () => {
  expect(describeReason(endpointTexts.en, 'http-503', null)).toBe('status 503');
  expect(describeReason(endpointTexts.de, 'timed-out', null)).toBe('keine Antwort in der Frist');
});
