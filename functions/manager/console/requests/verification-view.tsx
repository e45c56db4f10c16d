import { useEffect, useRef } from 'react';
import { describeReceipt } from '#shared/subjects/receipts/verification/describe-receipt.ts';
import type { Verification } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { faultWords, labelWords } from '#shared/subjects/receipts/verification/words.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { collectionTitles } from '../parts/category-words.ts';
import { receiptTexts } from './receipt-texts.ts';

/** Shows the result of a check of receipts, and moves the focus to it. */
export function VerificationView({ result }: { readonly result: Verification }) {
  const texts = useTexts(receiptTexts);
  const { language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [result]);
  const { receipts, faults, isWitnessed, isValid } = result;
  const verdict = receipts.length === 0 ? 'empty' : isValid ? 'whole' : 'broken';
  const described = receipts.map((each) =>
    describeReceipt({ language, titles: collectionTitles }, each),
  );
  return (
    <section className="panel verification" aria-labelledby="verification-title">
      <h2 id="verification-title" ref={heading} tabIndex={-1}>
        {texts.result}
      </h2>
      <p className="verdict" data-tone={isValid ? 'good' : 'attention'} role="status">
        {isValid ? '✓' : '✗'} {labelWords[verdict][language]}
      </p>
      {faults.map(({ fault, tenant, number }) => (
        <p key={`${tenant} ${number} ${fault}`}>
          <strong>{texts.fault(tenant, number)}:</strong> {faultWords[fault][language]}
        </p>
      ))}
      {isWitnessed && <p>{labelWords.witnessed[language]}</p>}
      {described.map(({ heading: title, verdict: told, facts, groups }, index) => (
        <details key={`${title} ${index}`} open={described.length === 1}>
          <summary>{title}</summary>
          {told.map(({ text, isGood }) => (
            <p key={text} data-tone={isGood ? 'good' : 'attention'} className="verdict">
              {text}
            </p>
          ))}
          <dl className="facts fact-grid">
            {facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd className={value.length > 40 ? 'mono' : undefined}>{value}</dd>
              </div>
            ))}
          </dl>
          {groups.map(({ title: group, items }) => (
            <div key={group}>
              <h3>{group}</h3>
              <ul className="what-stays">
                {items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      ))}
    </section>
  );
}
