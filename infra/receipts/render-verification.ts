import {
  type DescribeDeps,
  describeReceipt,
} from '#shared/subjects/receipts/verification/describe-receipt.ts';
import type { Verification } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { faultWords, labelWords } from '#shared/subjects/receipts/verification/words.ts';

/** Writes the result of verifying receipts as lines for people. */
export function renderVerification(
  deps: DescribeDeps,
  { receipts, faults, isWitnessed, isValid }: Verification,
): string[] {
  const { language } = deps;
  const described = receipts.flatMap((each) => {
    const { heading, verdict, facts, groups } = describeReceipt(deps, each);
    return [
      heading,
      ...verdict.map(({ text, isGood }) => `  ${isGood ? '' : '! '}${text}`),
      ...facts.map(({ label, value }) => `  ${label}: ${value}`),
      ...groups.flatMap(({ title, items }) => [
        `  ${title}:`,
        ...items.map((item) => `    - ${item}`),
      ]),
      '',
    ];
  });
  return [
    ...described,
    ...faults.map(
      ({ fault, tenant, number }) =>
        `! ${tenant}, ${labelWords.receipt[language]} ${number}: ${faultWords[fault][language]}`,
    ),
    ...(isWitnessed ? [labelWords.witnessed[language]] : []),
    receipts.length === 0
      ? labelWords.empty[language]
      : labelWords[isValid ? 'whole' : 'broken'][language],
  ];
}
