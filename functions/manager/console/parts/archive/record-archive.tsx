import { useEffect, useRef } from 'react';
import { useLanguage, useTexts } from '../../language/language-context.tsx';
import { ArchiveOutcome } from './archive-outcome.tsx';
import { archiveTexts } from './archive-texts.ts';
import { useArchive } from './use-archive.ts';

/** The record that an archive contains. */
export type ArchivedRecord = { readonly category: string; readonly id: string };

/** Makes the archive of one restricted record in the language of the page. */
export function RecordArchive(props: {
  readonly record: ArchivedRecord;
  /** True if the component makes the archive at once, without a press of its button. */
  readonly isAtOnce?: boolean;
}) {
  const { record, isAtOnce = false } = props;
  const { kept } = useTexts(archiveTexts);
  const { language } = useLanguage();
  const { state, make, stop } = useArchive();
  const isBegun = useRef(false);
  const begin = () => void make('record', { record, kind: 'access', language });
  useEffect(() => {
    if (!isAtOnce || isBegun.current) return;
    isBegun.current = true;
    begin();
  });
  const isWorking = state.is === 'working';
  return (
    <>
      <ArchiveOutcome state={state} stop={stop} />
      {!isWorking && (
        <button className="plain-button small" type="button" onClick={begin}>
          {state.is === 'idle' ? kept.open : kept.again}
        </button>
      )}
    </>
  );
}

/**
 * Makes an archive at once. A page shows this component after somebody has restricted a record that
 * the person wants kept.
 */
export function KeptArchive({ record }: { readonly record: ArchivedRecord }) {
  const { kept } = useTexts(archiveTexts);
  return (
    <section className="panel stack" aria-labelledby="kept-archive-title">
      <div>
        <h2 id="kept-archive-title">{kept.title}</h2>
        <p className="soft">{kept.lead}</p>
      </div>
      <div>
        <RecordArchive record={record} isAtOnce />
      </div>
    </section>
  );
}
