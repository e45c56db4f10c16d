import {
  type DescribeDeps,
  type DescribedReceipt,
  describeReceipt,
} from '#shared/subjects/receipts/verification/describe-receipt.ts';
import type { Verification } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { faultWords, labelWords } from '#shared/subjects/receipts/verification/words.ts';

/** Creates an element with a text or with children. A text is never read as HTML. */
function element(name: string, content: string | readonly Node[], className = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (typeof content === 'string') made.textContent = content;
  else made.append(...content);
  return made;
}

function show(summary: string, isGood: boolean, details: readonly Node[]): void {
  const verdict = element('p', `${isGood ? '✓' : '✗'} ${summary}`, isGood ? 'good' : 'bad');
  document.getElementById('findings')?.replaceChildren(verdict, ...details);
  const result = document.getElementById('result');
  if (result !== null) result.hidden = false;
  const spoken = document.getElementById('spoken');
  if (spoken !== null) spoken.textContent = summary;
  document.getElementById('result-heading')?.focus();
}

/** Shows the reason why nothing could be checked. */
export function showFailure(text: string): void {
  show(text, false, []);
}

function showReceipt({ heading, verdict, facts, groups }: DescribedReceipt): HTMLElement {
  const terms = facts.flatMap(({ label, value }) => [element('dt', label), element('dd', value)]);
  return element('article', [
    element('h3', heading),
    ...verdict.map(({ text, isGood }) => element('p', text, isGood ? '' : 'bad')),
    ...(terms.length === 0 ? [] : [element('dl', terms)]),
    ...groups.flatMap(({ title, items }) => [
      element('h4', title),
      element(
        'ul',
        items.map((item) => element('li', item)),
      ),
    ]),
  ]);
}

/** Shows the result of the check, and moves the focus to it. */
export function showVerification(
  deps: DescribeDeps,
  { receipts, faults, isWitnessed, isValid }: Verification,
): void {
  const { language } = deps;
  const told = receipts.length === 0 ? 'empty' : isValid ? 'whole' : 'broken';
  show(labelWords[told][language], isValid, [
    ...faults.map(({ fault, tenant, number }) => {
      const place = `${tenant}, ${labelWords.receipt[language]} ${number}`;
      return element('p', `${place}: ${faultWords[fault][language]}`, 'bad');
    }),
    ...(isWitnessed ? [element('p', labelWords.witnessed[language])] : []),
    ...receipts.map((each) => showReceipt(describeReceipt(deps, each))),
  ]);
}
