import { expect, test } from 'vitest';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import { describeFailure } from './describe-failure.ts';
import { readFiles } from './read-files.ts';

test('a text for the code of a problem is used instead of the text for the HTTP status', () => {
  const late = new MayflyProblem(409, { code: 'extension-too-late' }, 'r-1');
  expect(describeFailure(late, 'de')).toEqual({
    title: 'Für eine Verlängerung ist es zu spät',
    detail: 'Die Person muss im ersten Monat von der Verlängerung erfahren.',
    requestId: 'r-1',
  });
  const poor = new MayflyProblem(409, { code: 'insufficient-coins' }, 'r-2');
  expect(describeFailure(poor, 'en').title).toBe('This is not possible now');
});

test.each([
  ['nobody-left', 'Nobody else can win', 'Niemand sonst kann gewinnen'],
  [
    'category-off',
    'This data is not stored on the server',
    'Diese Daten werden nicht auf dem Server gespeichert',
  ],
  ['already-exists', 'This exists already', 'Das gibt es schon'],
  ['plan-changed', 'The data has changed meanwhile', 'Die Daten haben sich inzwischen geändert'],
] as const)('the problem %s has a text of its own', (code, english, german) => {
  const problem = new MayflyProblem(409, { code }, 'r-5');
  expect(describeFailure(problem, 'en').title).toBe(english);
  expect(describeFailure(problem, 'de').title).toBe(german);
});

test('for refused input the text names the wrong fields, or says to check all input if the API names none', () => {
  const errors = [
    { pointer: '/url', rule: 'https:// and a public host name, at port 443 or 8443' },
  ];
  const named = new MayflyProblem(422, { code: 'validation-failed', errors }, 'r-3');
  expect(describeFailure(named, 'de')).toMatchObject({
    title: 'Eine Eingabe passt nicht',
    detail: '„Adresse“ muss https:// und ein öffentlicher Hostname sein, Port 443 oder 8443.',
  });
  const unnamed = new MayflyProblem(422, { code: 'validation-failed' }, 'r-4');
  expect(describeFailure(unnamed, 'en').detail).toContain('Check all that you have entered');
});

test('if a chosen file was changed or removed, the text asks to choose it again', async () => {
  const gone = new File([], 'receipt.jws');
  gone.text = async () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  const error = await readFiles([gone]).catch((thrown: unknown) => thrown);
  expect(describeFailure(error, 'en').title).toBe('A chosen file cannot be read');
  expect(describeFailure(error, 'de').detail).toContain('Wählen Sie sie noch einmal');
});
