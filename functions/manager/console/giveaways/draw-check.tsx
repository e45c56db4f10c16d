import { useState } from 'react';
import type { Draw } from '#shared/client/schemas.ts';
import { drawFaultWords, drawLimits } from '#shared/domains/raffles/verification/draw-words.ts';
import { type DrawCheck, verifyDraw } from '#shared/domains/raffles/verification/verify-draw.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Icon } from '../parts/icon.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSession } from '../session/session-context.tsx';
import { drawTexts } from './draw-texts.ts';

type State =
  | { readonly is: 'working'; readonly share: number | undefined }
  | { readonly is: 'done'; readonly result: DrawCheck }
  | { readonly is: 'failed'; readonly error: unknown };

function useDrawFile(draw: Draw) {
  const { client } = useSession();
  const [state, setState] = useState<State>();
  const run = async (work: (text: string) => Promise<State | undefined>) => {
    setState({ is: 'working', share: undefined });
    try {
      const stream = await client.raffles.exportDraw(draw.id);
      setState(await work(await new Response(stream).text()));
    } catch (error) {
      setState({ is: 'failed', error });
    }
  };
  const check = () =>
    run(async (text) => {
      const tell = (share: number) => setState({ is: 'working', share });
      const { commitment, result } = draw.check ?? {};
      const known = { ...(commitment && { commitment }), ...(result && { result }) };
      return { is: 'done', result: await verifyDraw(text, known, tell) };
    });
  const save = () =>
    run(async (text) => {
      saveFile(new Blob([text], { type: 'text/plain' }), `draw-${draw.id}.txt`);
      return undefined;
    });
  return { state, check, save };
}

function Result({ result }: { readonly result: DrawCheck }) {
  const { check } = useTexts(drawTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const { header, entrants } = result.file ?? {};
  const isDrawn = header?.state === 'drawn';
  const valid = isDrawn ? check.valid : check.validList;
  return (
    <div className="stack-tight">
      <p className="verdict" data-tone={result.isValid ? 'good' : 'attention'} role="status">
        {result.isValid ? `✓ ${valid}` : `✗ ${check.invalid}`}
      </p>
      <ul className="what-stays">
        {result.faults.map((fault) => (
          <li key={fault}>{drawFaultWords[fault][language]}</li>
        ))}
        {result.isValid && <li>{check.compared(formats.count(entrants?.length ?? 0))}</li>}
        {isDrawn && result.passedOver > 0 && (
          <li>{check.passedOver(formats.count(result.passedOver))}</li>
        )}
      </ul>
    </div>
  );
}

/** Offers to repeat the draw in the browser, and to save the file for the offline check. */
export function DrawCheckView({ draw }: { readonly draw: Draw }) {
  const { check } = useTexts(drawTexts);
  const { language } = useLanguage();
  const file = useDrawFile(draw);
  const { state } = file;
  const isWorking = state?.is === 'working';
  const known = draw.check;
  if (known === undefined) return null;
  return (
    <div className="draw-check stack-tight">
      <div className="head-actions">
        <button
          className="plain-button"
          type="button"
          disabled={isWorking}
          onClick={() => void file.check()}
        >
          {check.run}
        </button>
        <button
          className="plain-button"
          type="button"
          disabled={isWorking}
          onClick={() => void file.save()}
        >
          <Icon name="download" />
          {check.save}
        </button>
      </div>
      {isWorking && <ProgressBar label={check.running} share={state.share} />}
      {state?.is === 'failed' && <FailureLine error={state.error} />}
      {state?.is === 'done' && <Result result={state.result} />}
      <details>
        <summary>{check.details}</summary>
        <dl className="facts fact-grid">
          {(
            [
              [check.commitment, known.commitment],
              [check.seed, known.seed ?? check.secret],
              [check.publicValue, known.public_value],
              [check.result, known.result],
            ] as const
          ).map(([name, value]) =>
            value === undefined ? null : (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={value === check.secret ? undefined : 'mono'}>{value}</dd>
              </div>
            ),
          )}
        </dl>
        <CopyButton text={known.commitment} label={check.copy} />
        <p>{check.shows}</p>
        <p>{check.limits}</p>
        <ul className="what-stays">
          {drawLimits.map((each) => (
            <li key={each.en}>{each[language]}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
