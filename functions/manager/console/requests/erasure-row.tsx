import { useState } from 'react';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { Erasure } from '#shared/client/schemas.ts';
import { nameWords } from '#shared/subjects/receipts/verification/words.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { isUndoable } from '../parts/is-undoable.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { saveFile } from '../parts/save-file.ts';
import { maySet } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { erasureTexts } from './erasure-texts.ts';
import { RecheckDialog } from './recheck-dialog.tsx';
import { useRecipientsTold } from './recipients-told.ts';
import { useErasure } from './use-erasures.ts';

type RowProps = {
  readonly listed: Erasure;
  readonly now: Date;
  readonly onCancelled: () => void;
};

/**
 * Returns the scope of an erasure in words. It names a category by its title. It does not name a
 * person or a conversation.
 */
function useErasureTitle({ scope, category }: Erasure): string {
  const texts = useTexts(erasureTexts);
  const { language } = useLanguage();
  if (category === null) return texts.scopes[scope];
  return `${texts.scopes.category}: ${categoryWords[category]?.title[language] ?? category}`;
}

function Progress({ erasure }: { readonly erasure: Erasure }) {
  const texts = useTexts(erasureTexts);
  const formats = useFormats();
  const { done, to_do: left } = erasure;
  const title = useErasureTitle(erasure);
  const gone = formats.plural(done, texts.document);
  return (
    <>
      <ProgressBar
        label={title}
        share={left === null ? undefined : done / Math.max(1, done + left)}
        detail={left === null ? texts.gone(gone) : texts.progress(gone, formats.count(left))}
      />
      <p className="soft">{texts.leave}</p>
    </>
  );
}

/**
 * Shows an erasure: its progress, its counts, its receipt, and a button that cancels an erasure as
 * long as this is possible.
 */
export function ErasureRow({ listed, now, onCancelled }: RowProps) {
  const texts = useTexts(erasureTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const { client, membership } = useSession();
  const [note, setNote] = useState<string>();
  const erasure = useErasure(listed);
  const title = useErasureTitle(erasure);
  const recipientsTold = useRecipientsTold();
  const { id, status, done, asked_by: askedBy, receipt_number: receipt } = erasure;
  const names = askedBy.map((name) => nameWords[name]?.[language].split(',')[0] ?? name).join(', ');
  const save = async () => {
    setNote(undefined);
    try {
      const stream = await client.request('GET /v1/erasures/{id}/receipt', { id });
      const content = await new Response(stream).blob();
      saveFile(new Blob([content], { type: 'application/jose' }), `mayfly-receipt-${id}.jws`);
    } catch (error) {
      const failure = describeFailure(error, language);
      const isPending = error instanceof MayflyProblem && error.code === 'receipt-pending';
      setNote(isPending ? texts.receiptPending : `${failure.title}. ${failure.detail}`);
    }
  };
  const cancel = async () => {
    await client.request('DELETE /v1/tenant/pending/{id}', { id });
    onCancelled();
  };
  const canBeUndone =
    status === 'cooling-off' && isUndoable(erasure.effective_at, erasure.scope === 'tenant', now);
  const mayCancel = canBeUndone && maySet(membership?.role);
  const tones = { running: 'attention', 'cooling-off': 'attention', complete: 'good' } as const;
  return (
    <li className="erasure">
      <div className="erasure-head">
        <h2>{title}</h2>
        <span className="mark-word" data-tone={status === 'cancelled' ? undefined : tones[status]}>
          {texts.statuses[status]}
        </span>
        <time
          className="soft"
          dateTime={erasure.created_at}
          title={formats.moment(erasure.created_at)}
        >
          {formats.distance(erasure.created_at, now)}
        </time>
      </div>
      <p className="soft">
        {[
          ...(names === '' ? [] : [texts.askedBy(names)]),
          ...(erasure.authenticated_by === null ? [] : [texts.bySelf]),
          ...(status === 'cooling-off'
            ? [texts.takesEffect(formats.distance(erasure.effective_at, now))]
            : []),
          ...(status === 'complete' ? [texts.gone(formats.plural(done, texts.document))] : []),
          ...erasure.kept.map(({ count }) => texts.kept(formats.count(count))),
          ...(receipt === null ? [] : [texts.receipt(formats.count(receipt))]),
          ...(erasure.recipients.length === 0
            ? []
            : [`${texts.recipients.label}: ${recipientsTold(erasure)}`]),
        ].join(' · ')}
      </p>
      {status === 'running' && <Progress erasure={erasure} />}
      {note !== undefined && <p role="alert">{note}</p>}
      <div className="actions">
        {status === 'complete' && (
          <button className="plain-button small" type="button" onClick={() => void save()}>
            {texts.save}
          </button>
        )}
        {status === 'complete' && askedBy.length > 0 && <RecheckDialog erasure={erasure} />}
        {mayCancel && (
          <Confirm
            opener={texts.cancel}
            openerClass="plain-button"
            title={texts.cancelTitle}
            detail={texts.cancelDetail}
            action={texts.cancelAction}
            act={cancel}
          />
        )}
      </div>
    </li>
  );
}
