import type { KeysAlive } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DetailSheet } from '../parts/detail-sheet.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { useNow } from '../parts/use-now.ts';
import { storageTexts } from './storage-texts.ts';
import { useKeysOf } from './use-storage.ts';

const everyMs = 30_000;

type Key = KeysAlive['items'][number]['keys'][number];

/**
 * Shows a data key: its creation, the earliest time of its destruction, and its number of records.
 */
function KeyRow({ of, now }: { readonly of: Key; readonly now: Date }) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const { made_at: made, destroyed_from: until, records } = of;
  return (
    <li>
      <div>
        <strong>
          {until === null ? texts.keys.stays : texts.keys.destroyed(formats.shortMoment(until))}
        </strong>
        <span className="soft">
          {formats.plural(records, texts.record)} · {texts.keys.made(formats.shortMoment(made))}
        </span>
      </div>
      {until !== null && <Fuse from={made} until={until} now={now} isBrief />}
    </li>
  );
}

/**
 * Shows data keys of a category, each with its number of records. The first key is the one that
 * will be destroyed next.
 */
export function KeysSheet(props: {
  readonly category: string;
  readonly title: string;
  readonly close: () => void;
}) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const now = useNow(everyMs);
  const { data, error, isPending, isFetching, refetch } = useKeysOf(props.category);
  const later = data === undefined ? 0 : data.alive - data.keys.length;
  return (
    <DetailSheet title={texts.keys.title(props.title)} close={props.close}>
      <div className="stack">
        <p className="soft">{texts.keys.lead}</p>
        {error !== null && (
          <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
        )}
        {isPending && error === null && <p className="ghost ghost-rows waiting">{texts.loading}</p>}
        {data?.keys.length === 0 && <p>{texts.keys.none}</p>}
        {data !== undefined && data.keys.length > 0 && (
          <ol className="key-list">
            {data.keys.map((key) => (
              <KeyRow key={`${key.made_at} ${key.destroyed_from}`} of={key} now={now} />
            ))}
          </ol>
        )}
        {later > 0 && <p className="soft">{texts.keys.more(formats.plural(later, texts.key))}</p>}
      </div>
    </DetailSheet>
  );
}
