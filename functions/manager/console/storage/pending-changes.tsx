import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PendingChange, Profile } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { isUndoable } from '../parts/is-undoable.ts';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { storageTexts } from './storage-texts.ts';

function useName(titles: ReadonlyMap<string, string>) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  return ({ kind, category, days, cooling_off_hours: hours }: PendingChange) => {
    const amount =
      kind === 'cooling-off'
        ? formats.plural(hours ?? 0, texts.pending.hour)
        : formats.plural(days ?? 0, texts.day);
    return texts.pending.kinds[kind](titles.get(category ?? '') ?? '', amount);
  };
}

/**
 * Lists changes that have not taken effect yet and can be undone. For each change it shows the
 * remaining time, and a button that cancels the change.
 */
export function PendingChanges(props: {
  readonly pending: Profile['pending'];
  readonly titles: ReadonlyMap<string, string>;
}) {
  const texts = useTexts(storageTexts).pending;
  const { client } = useSession();
  const cache = useQueryClient();
  const now = useNow(10_000);
  const nameOf = useName(props.titles);
  const undo = useMutation({
    mutationFn: async (id: string) => client.request('DELETE /v1/tenant/pending/{id}', { id }),
    onSettled: async () => cache.invalidateQueries({ queryKey: ['profile'] }),
  });
  const waiting = props.pending.filter((each) =>
    isUndoable(each.effective_at, each.kind === 'erase-tenant', now),
  );
  if (waiting.length === 0) return null;
  return (
    <section className="panel waiting-list" aria-labelledby="pending-title">
      <div className="panel-heading">
        <h2 id="pending-title">{texts.title}</h2>
        <p>{texts.lead}</p>
      </div>
      <FailureLine error={undo.error} />
      <ul>
        {waiting.map((each) => (
          <li key={each.id}>
            <span>{nameOf(each)}</span>
            <Fuse from={each.created_at} until={each.effective_at} now={now} isBrief />
            <button
              className="plain-button"
              type="button"
              aria-disabled={undo.isPending}
              onClick={() => undo.mutate(each.id)}
            >
              <Icon name="undo" />
              {texts.undo}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
