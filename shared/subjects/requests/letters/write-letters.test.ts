import { describe, expect, test } from 'vitest';
import type { PersonRequest } from '../request.ts';
import {
  completionResults,
  identityDoubts,
  identityMethods,
  type RequestKind,
  refusalGrounds,
  requestKinds,
} from '../vocabulary.ts';
import { authorities } from './authorities.ts';
import { writeLetters } from './write-letters.ts';

const request: PersonRequest = {
  createdAt: 0,
  kind: 'access',
  cameBy: 'email',
  status: 'open',
  received: '2026-11-02',
  extensionMonths: 0,
  extensionReasons: [],
  identity: 'not_asked',
  isSuspended: false,
  suspendedDays: 0,
};

test('a new request, before the first step of the tenant, has no letter', () => {
  expect(writeLetters(request)).toEqual([]);
});

describe.each(Object.keys(requestKinds) as RequestKind[])('a letter for the kind %s', (kind) => {
  test('states the article of the completed request and the day on which it was received, in German and English', () => {
    for (const result of completionResults) {
      const [letter] = writeLetters({ ...request, kind, result });
      expect(letter?.de.text).toMatch(/Guten Tag,\n\nam 2\. November 2026 .*Art\. \d+.*DSGVO/);
      expect(letter?.en.text).toMatch(/Hello,\n\non 2 November 2026 .*Art\. \d+.*GDPR/);
    }
  });
});

test('each pair of a doubt and a method, and each pair of a ground and an authority, has a different letter in each language', () => {
  const letters = [
    ...identityDoubts.flatMap((doubt) =>
      identityMethods.flatMap((method) =>
        writeLetters({ ...request, identity: 'asked', doubt, method }),
      ),
    ),
    ...refusalGrounds.flatMap((ground) =>
      Object.keys(authorities).flatMap((authority) =>
        writeLetters({ ...request, ground, authority }),
      ),
    ),
  ];
  for (const { de, en } of letters) {
    expect(`${de.subject} ${de.text} ${en.subject} ${en.text}`).not.toContain('undefined');
    expect(de.text).not.toBe(en.text);
  }
  for (const language of ['de', 'en'] as const)
    expect(new Set(letters.map((letter) => letter[language].text)).size).toBe(letters.length);
});
