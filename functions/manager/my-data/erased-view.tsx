import { useEffect, useRef } from 'react';
import { saveFile } from '../console/parts/save-file.ts';
import { countErased, type Erased, type OwnData } from './ask.ts';
import type { Language, Texts } from './texts.ts';

/** Offers the receipt as a file. The page makes the file itself, and no server stores it. */
function saveReceipt({ id, receipt, salt }: Erased): void {
  const text = `${JSON.stringify({ erasure: id, receipt, salt }, null, 2)}\n`;
  saveFile(new Blob([text], { type: 'application/json' }), `mayfly-receipt-${id}.json`);
}

/**
 * Shows how many records of each category were erased, and offers the receipt. The answer does not
 * count all notes. But the erasure has followed the plan of the shown data, so it erased the notes
 * that were shown.
 */
export function ErasedView(props: {
  readonly erased: Erased;
  readonly data: OwnData;
  readonly language: Language;
  readonly words: Texts;
}) {
  const { erased, data, language, words } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const counts = countErased(erased);
  const isNothing = counts.size === 0 && data.beside === 0;
  const titles = new Map(data.categories.map(({ category, title }) => [category, title[language]]));
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {words.erasedTitle}
      </h2>
      <p>{isNothing ? words.gone : words.erasedText}</p>
      <ul className="erased">
        {[...counts].map(([category, count]) => (
          <li key={category}>
            <span>{titles.get(category) ?? category}</span> <span>{words.count(count)}</span>
          </li>
        ))}
        {data.beside > 0 && (
          <li>
            <span>{words.notes}</span> <span>{words.count(data.beside)}</span>
          </li>
        )}
      </ul>
      <p>{erased.receipt === null ? words.receiptLater(erased.id) : words.receiptText}</p>
      <div className="actions">
        <button type="button" onClick={() => saveReceipt(erased)}>
          {erased.receipt === null ? words.keepSalt : words.keepReceipt}
        </button>
      </div>
    </>
  );
}
