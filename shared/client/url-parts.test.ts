import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intentName, plainId } from '#shared/categories/field-schemas.ts';
import { pointInTime } from '#shared/http/read/readings.ts';
import { listQuery, plainSegment } from './url-parts.ts';

function isTaken(id: string): boolean {
  try {
    return plainSegment(id) === encodeURIComponent(id);
  } catch {
    return false;
  }
}

function isAskedFor(intent: string): boolean {
  try {
    return new URLSearchParams(listQuery(['intent'], { intent })).get('intent') === intent;
  } catch {
    return false;
  }
}

const shapes = fc.oneof(
  fc.stringMatching(/^[\d.:_/-]{1,20}$/),
  fc.stringMatching(/^[0-9a-z.@/ :_-]{1,70}$/),
  fc.stringMatching(/^(?:18|20)\d\d-[01]\d-[0-3]\d$/),
  fc.uuid(),
  fc.constantFrom('.', '..', '...', '2026-11-28', '12345678-1234-4123-8123-123456789012'),
);

test('the client and the API accept the same ids in a URL', () => {
  fc.assert(
    fc.property(shapes, (id) => {
      expect(isTaken(id)).toBe(plainId.safeParse(id).success);
    }),
    { numRuns: 1_000 },
  );
});

test('the client and the API accept the same intents in a URL', () => {
  const intents = fc
    .oneof(
      shapes,
      shapes.map((shape) => `faq/${shape}`),
    )
    .filter((text) => !/^\.\.?$/.test(text));
  fc.assert(
    fc.property(intents, (intent) => {
      expect(isAskedFor(intent)).toBe(intentName.safeParse(intent).success);
    }),
    { numRuns: 1_000 },
  );
});

test.each(['created_after', 'created_before', 'expires_before', 'last_after', 'last_before'])(
  'the client accepts an instant with an offset in %s',
  (name) => {
    const instant = '2026-11-28T09:30:00.250+02:00';
    const sent = new URLSearchParams(listQuery([name], { [name]: instant })).get(name);
    expect(sent).toBe(instant);
    expect(pointInTime.read(instant)).toBe(Date.parse(instant) * 1_000);
  },
);
