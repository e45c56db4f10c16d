import { type ReactNode, useState } from 'react';
import type { ErasureCreated, SubjectPreview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { type ArchivedRecord, KeptArchive } from '../parts/archive/record-archive.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Message } from '../parts/message.tsx';
import { useNow } from '../parts/use-now.ts';
import { maySeeRestricted } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { ArchivePanel } from './archive-panel.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { ErasedView } from './erased-view.tsx';
import { ConversationChoice, KeepingChoice } from './erasure-choices.tsx';
import { PersonClock } from './person-clock.tsx';
import { personTexts } from './person-texts.ts';
import { WhatGoes, WhatStays } from './preview-counts.tsx';
import type { Sought } from './recognise-person.ts';
import { countRestricted, noChoices, usePreview } from './use-preview.ts';

/** The proof that completes a person's request: the id of an erasure or of an archive. */
export type Proof = { readonly erasure_id: string } | { readonly archive_id: string };

type WorkProps = {
  readonly sought: Sought;
  /** Completes the person's request with this proof; undefined if there is no request. */
  readonly onProof?: ((proof: Proof) => void) | undefined;
  readonly close: () => void;
  /** Returns content that a page adds below the records. `look` loads the preview again. */
  readonly beside?: (preview: SubjectPreview, look: () => Promise<unknown>) => ReactNode;
};

/** Shows the stored records of a person, and the possible actions. */
export function PersonWork({ sought, onProof, close, beside }: WorkProps) {
  const texts = useTexts(personTexts);
  const now = useNow(30_000);
  const [choices, setChoices] = useState(noChoices);
  const [erasure, setErasure] = useState<ErasureCreated>();
  const [kept, keep] = useState<ArchivedRecord>();
  const { membership } = useSession();
  const formats = useFormats();
  const { data: preview, error, isFetching, refetch } = usePreview(sought, choices);
  if (erasure !== undefined)
    return (
      <ErasedView
        erasure={erasure}
        sought={sought}
        onComplete={onProof && (() => onProof({ erasure_id: erasure.id }))}
        onDone={close}
      />
    );
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (preview === undefined) return <p className="waiting panel">{texts.looking}</p>;
  const records = preview.records ?? [];
  const hidden = maySeeRestricted(membership?.role) ? 0 : countRestricted(preview);
  const isEmpty =
    records.length === 0 &&
    hidden === 0 &&
    [...preview.categories, ...preview.beside].every(({ count }) => count === 0);
  const choosing = { preview, choices, onChoose: setChoices };
  return (
    <div className="stack" aria-busy={isFetching}>
      {hidden > 0 && (
        <p className="panel" role="note">
          {texts.hidden(formats.plural(hidden, texts.record))}
        </p>
      )}
      {isEmpty && <Message {...texts.nothing} />}
      {records.length > 0 && (
        <PersonClock
          records={records}
          count={Math.max(
            records.length,
            preview.categories.reduce((sum, { count }) => sum + count, 0),
          )}
          now={now}
          onChanged={(restricted) => {
            keep(restricted);
            void refetch();
          }}
        />
      )}
      {kept !== undefined && <KeptArchive key={kept.id} record={kept} />}
      {beside?.(preview, refetch)}
      <div className="person-deeds">
        <section className="panel stack" aria-labelledby="goes-title">
          <h2 id="goes-title">{texts.counts.title}</h2>
          <WhatGoes preview={preview} />
          <ConversationChoice {...choosing} />
          <KeepingChoice {...choosing} />
          <WhatStays preview={preview} />
          <div className="actions">
            <EraseDialog
              sought={sought}
              choices={choices}
              preview={preview}
              look={refetch}
              onErased={setErasure}
            />
          </div>
        </section>
        <ArchivePanel
          sought={sought}
          choices={choices}
          onComplete={onProof && ((archive_id) => onProof({ archive_id }))}
        />
      </div>
    </div>
  );
}
