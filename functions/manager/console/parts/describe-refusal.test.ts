import { expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { rulesBroken } from '#shared/tenants/rules-broken.ts';
import { describeRefusal } from './describe-refusal.ts';

test('a refusal names the wrong field and its rule in the language of the user of the console', () => {
  const missing = [{ pointer: '/email', rule: 'required' }];
  expect(describeRefusal(missing, 'en')).toBe('“Email address” is missing.');
  expect(describeRefusal(missing, 'de')).toBe('„E-Mail-Adresse“ fehlt.');
});

test('the text contains the number of a wrong entry in a list, but not the number of a record in a batch', () => {
  const errors = [
    { pointer: '/origins/1', rule: 'at most 200' },
    { pointer: '/0/phone', rule: 'max-length' },
  ];
  expect(describeRefusal(errors, 'en')).toBe(
    '“Origins 2” allows at most 200. “Phone number” is too long.',
  );
});

test('a field or a rule without words of its own is shown as the API names it', () => {
  const errors = [{ parameter: 'raffle_id', rule: 'a raffle that exists' }];
  expect(describeRefusal(errors, 'en')).toBe(
    '“raffle_id” must follow the rule “a raffle that exists”.',
  );
  expect(describeRefusal([{ pointer: '', rule: 'constructor' }], 'de')).toBe(
    'Die Eingabe muss dieser Regel folgen: „constructor“.',
  );
});

test('the rules for the proofs of a completed request have German words', () => {
  const errors = [
    { pointer: '/erasure_id', rule: 'the id of an erasure that is complete' },
    {
      pointer: '/erasure_id',
      rule: 'an erasure of this year or of the year before, because its receipt must be stored as long as the request',
    },
    {
      pointer: '/archive_id',
      rule: 'the id of an archive that was made for this tenant (header mayfly-archive-id)',
    },
  ];
  const text = describeRefusal(errors, 'de');
  expect(text).toContain('„Id der Löschung“ muss die Id einer Löschung sein');
  expect(text).not.toContain('dieser Regel folgen');
});

test('each rule that a change of a category can break has words of its own', () => {
  const before = { destination: 'server', retentionDays: undefined } as const;
  const off = { ...before, destination: 'off' } as const;
  const kept = { ...before, retentionDays: 9_999 } as const;
  const broken = [
    ...rulesBroken({ category: managerLog, before, after: off }, undefined, []),
    ...rulesBroken({ category: chatMessages, before, after: off }, undefined, ['live_chat']),
    ...rulesBroken({ category: chatMessages, before, after: kept }, { existing: 'delete' }, []),
  ];
  expect(broken).toHaveLength(6);
  for (const each of broken) {
    expect(describeRefusal([each], 'en')).not.toContain('the rule');
    expect(describeRefusal([each], 'de')).not.toContain('Regel');
  }
});
