import type { ShownEntry } from '#shared/manager-log/verification/check-coverage.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { describeAction } from './describe-action.ts';
import { sealTexts } from './seal-texts.ts';
import { useSealCheck } from './use-seal-check.ts';
import type { SealReport } from './verify-shown.ts';

/** The largest number of faults that are listed. Further faults are only counted. */
const faultsShown = 20;

function useVerdict() {
  const texts = useTexts(sealTexts);
  return ({ seals, covered, waiting, gone, faults }: SealReport) => {
    if (faults.length > 0) return { tone: 'attention', text: `✗ ${texts.broken}` };
    if (gone > 0) return { tone: 'attention', text: texts.incomplete };
    if (seals > 0 && (covered > 0 || waiting === 0))
      return { tone: 'good', text: `✓ ${texts.whole}` };
    return { tone: '', text: waiting > 0 ? texts.waitingOnly : texts.empty };
  };
}

function Fault({ of }: { readonly of: SealReport['faults'][number] }) {
  const texts = useTexts(sealTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const what =
    'number' in of
      ? texts.seal(formats.count(of.number))
      : 'hour' in of
        ? texts.hour(formats.moment(`${of.hour}:00:00Z`))
        : texts.entry(
            formats.moment(of.entry.created_at),
            describeAction(of.entry.action, language),
          );
  return (
    <li>
      <strong>{what}</strong> {texts.faults[of.fault]}.
    </li>
  );
}

function Report({ report }: { readonly report: SealReport }) {
  const texts = useTexts(sealTexts);
  const formats = useFormats();
  const { tone, text } = useVerdict()(report);
  const { seals, covered, waiting, gone, faults } = report;
  const entries = (count: number) => formats.plural(count, texts.entries);
  const more = faults.length - faultsShown;
  return (
    <div className="stack-tight">
      <p className="verdict" data-tone={tone} role="status">
        {text}
      </p>
      {faults.length > 0 && (
        <ul className="what-stays">
          {faults.slice(0, faultsShown).map((fault, index) => (
            <Fault key={index} of={fault} />
          ))}
          {more > 0 && <li>{texts.more(formats.count(more))}</li>}
        </ul>
      )}
      <ul className="what-stays">
        {seals > 0 && faults.every((fault) => !('number' in fault)) && (
          <li>{texts.genuine(formats.plural(seals, texts.seals))}</li>
        )}
        {covered > 0 && <li>{texts.covered(entries(covered))}</li>}
        {waiting > 0 && <li>{texts.waiting(entries(waiting))}</li>}
        {gone > 0 && <li>{texts.gone(entries(gone))}</li>}
      </ul>
    </div>
  );
}

/** Checks the seals of the log, and says what was checked and what was not. */
export function SealCheck({ shown }: { readonly shown: readonly ShownEntry[] | undefined }) {
  const texts = useTexts(sealTexts);
  const { state, check, stop } = useSealCheck();
  const isChecking = state.is === 'checking';
  return (
    <section className="panel stack-tight" aria-labelledby="seals-title">
      <header className="panel-heading">
        <div>
          <h2 id="seals-title">{texts.title}</h2>
          <p className="soft">{texts.lead}</p>
        </div>
        <button
          className="plain-button"
          type="button"
          disabled={shown === undefined}
          onClick={() => (isChecking ? stop() : void check(shown ?? []))}
        >
          {isChecking ? texts.stop : state.is === 'done' ? texts.again : texts.check}
        </button>
      </header>
      {isChecking && <ProgressBar label={texts.checking} share={state.share} />}
      {state.is === 'failed' && (
        <FailureNotice
          error={state.error}
          isRetrying={false}
          retry={() => void check(shown ?? [])}
        />
      )}
      {state.is === 'done' && <Report report={state.report} />}
      <details>
        <summary>{texts.limits}</summary>
        <ul className="what-stays">
          {texts.limitList.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
