import { useEffect, useRef, useState } from 'react';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { ErasureCreated, Recheck } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { saveFile } from '../parts/save-file.ts';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useSession } from '../session/session-context.tsx';
import { FoundAgain } from './found-again.tsx';
import { personTexts } from './person-texts.ts';
import { type Sought, scopeOf } from './recognise-person.ts';

type ErasedProps = {
  readonly erasure: ErasureCreated;
  readonly sought: Sought;
  /**
   * Completes the person's request with the erasure; undefined if the user of the console works on
   * no request.
   */
  readonly onComplete: (() => void) | undefined;
  readonly onDone: () => void;
};

/**
 * Makes a file from a receipt and its salt in the browser, and offers it as a download. With the
 * receipt and the salt, anyone can check whether the receipt is about a certain person.
 */
function saveReceipt(id: string, receipt: string, salt: string | null): void {
  const text = `${JSON.stringify({ erasure: id, receipt, salt }, null, 2)}\n`;
  saveFile(new Blob([text], { type: 'application/json' }), `mayfly-receipt-${id}.json`);
}

/**
 * Shows a new erasure and its salt. No later page shows the salt. Here the user can save the
 * receipt, and search for the person again.
 */
export function ErasedView({ erasure, sought, onComplete, onDone }: ErasedProps) {
  const texts = useTexts(personTexts);
  const { erased, recheck } = texts;
  const formats = useFormats();
  const { language } = useLanguage();
  const { client } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const [note, setNote] = useState<string>();
  const [found, setFound] = useState<Recheck>();
  useEffect(() => heading.current?.focus(), []);
  const { id, salt } = erasure;
  const attempt = async (work: () => Promise<void>) => {
    setNote(undefined);
    try {
      await work();
    } catch (error) {
      const isPending = error instanceof MayflyProblem && error.code === 'receipt-pending';
      const failure = describeFailure(error, language);
      setNote(isPending ? erased.pending : `${failure.title}. ${failure.detail}`);
    }
  };
  const takeReceipt = () =>
    attempt(async () => {
      const stream = await client.request('GET /v1/erasures/{id}/receipt', { id });
      saveReceipt(id, await new Response(stream).text(), salt);
    });
  const lookAgain = () =>
    attempt(async () => {
      if (salt === null) return;
      const scope = scopeOf(sought, undefined);
      const body = { ...scope, salt };
      setFound(await client.request('POST /v1/erasures/{id}/recheck', { id, body }));
    });
  return (
    <section className="panel stack" aria-labelledby="erased-title">
      <div>
        <h2 id="erased-title" ref={heading} tabIndex={-1}>
          {erased.title}
        </h2>
        <p>{erased.lead(formats.plural(erasure.done, texts.document))}</p>
      </div>
      {salt !== null && <SecretOnce label={erased.salt} secret={salt} hint={erased.saltHint} />}
      {note !== undefined && <p role="alert">{note}</p>}
      {found !== undefined && <FoundAgain found={found} />}
      <div className="actions">
        <button className="button" type="button" onClick={() => void takeReceipt()}>
          {erased.receipt}
        </button>
        {onComplete !== undefined && (
          <button className="button" type="button" onClick={onComplete}>
            {erased.complete}
          </button>
        )}
        {salt !== null && (
          <button className="plain-button" type="button" onClick={() => void lookAgain()}>
            {erased.recheck}
          </button>
        )}
        {found?.receipt != null && (
          <button
            className="plain-button"
            type="button"
            onClick={() => saveReceipt(id, found.receipt ?? '', salt)}
          >
            {recheck.save}
          </button>
        )}
        <button className="plain-button" type="button" onClick={onDone}>
          {erased.done}
        </button>
      </div>
    </section>
  );
}
