import { type ReactNode, useState } from 'react';
import type { Selection } from 'react-aria-components';
import { useFormats, useTexts } from '../../language/language-context.tsx';
import { FailureLine } from '../failure-line.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { Message } from '../message.tsx';
import { useNarrow } from '../use-narrow.ts';
import type { Column } from './column.tsx';
import { DataCards } from './data-cards.tsx';
import { DataTable } from './data-table.tsx';
import { listTexts } from './list-texts.ts';
import type { Listed } from './merge-newer.ts';
import type { List } from './use-list.ts';

type ListViewProps<T> = {
  readonly label: string;
  readonly list: List<T>;
  readonly columns: readonly Column<T>[];
  /** The text for an empty list. */
  readonly empty: { readonly title: string; readonly detail: string };
  /** Opens the details of a row, on a click or on Enter. */
  readonly open?: ((item: T) => void) | undefined;
  /** The actions on selected rows. Without actions, rows cannot be selected. */
  readonly chosenActions?:
    | ((chosen: readonly string[], clear: () => void) => ReactNode)
    | undefined;
};

function Foot<T>({ list, rows }: { readonly list: List<T>; readonly rows: string }) {
  const texts = useTexts(listTexts);
  if (list.isPaused)
    return (
      <Message title={texts.paused.title(rows)} detail={texts.paused.detail}>
        <button className="button" type="button" onClick={list.goOn}>
          {texts.paused.action}
        </button>
      </Message>
    );
  return (
    <div className="list-foot">
      <p className="soft" role="status">
        {list.hasMore ? texts.some(rows) : texts.all(rows)}
      </p>
      {list.hasMore && (
        <button
          className="plain-button"
          type="button"
          aria-disabled={list.isLoadingMore}
          onClick={list.loadMore}
        >
          {list.isLoadingMore ? texts.loading : texts.more}
        </button>
      )}
    </div>
  );
}

/** Says that new entries cannot be loaded now. The loaded entries stay. */
function LookFailure({ look }: { readonly look: List<unknown>['look'] }) {
  const texts = useTexts(listTexts);
  if (look.error === null) return null;
  return (
    <div className="list-foot">
      <FailureLine error={look.error} />
      <button
        className="plain-button"
        type="button"
        aria-disabled={look.isFetching}
        onClick={look.retry}
      >
        {texts.again}
      </button>
    </div>
  );
}

/** Shows a list in each of its states: loading, failed, empty, with rows, with too many rows. */
export function ListView<T extends Listed>(props: ListViewProps<T>) {
  const { label, list, columns, empty, open, chosenActions } = props;
  const texts = useTexts(listTexts);
  const formats = useFormats();
  const isNarrow = useNarrow();
  const [chosen, choose] = useState<Selection>(new Set());
  const { items, error, isFetching, retry } = list;
  const clear = () => choose(new Set());
  const failure = error !== null && (
    <FailureNotice error={error} isRetrying={isFetching} retry={retry} />
  );
  if (items === undefined)
    return failure || <p className="ghost ghost-rows waiting">{texts.loading}</p>;
  if (items.length === 0 && !list.hasMore)
    return (
      failure || (
        <>
          <LookFailure look={list.look} />
          <Message {...empty} />
        </>
      )
    );
  const ids = items.filter(({ id }) => chosen === 'all' || chosen.has(id)).map(({ id }) => id);
  const Rows = isNarrow ? DataCards : DataTable;
  return (
    <div className="list">
      {chosenActions !== undefined && ids.length > 0 && (
        <div className="chosen" role="group" aria-label={texts.chosen('')}>
          <p role="status">{texts.chosen(formats.plural(ids.length, texts.row))}</p>
          <button className="plain-button" type="button" onClick={clear}>
            {texts.clear}
          </button>
          {chosenActions(ids, clear)}
        </div>
      )}
      <Rows
        label={label}
        items={items}
        columns={columns}
        open={open}
        isLoadingMore={list.isLoadingMore}
        loadMore={list.hasMore && !list.isPaused && error === null ? list.loadMore : undefined}
        chosen={chosenActions === undefined ? undefined : chosen}
        choose={choose}
      />
      {failure || <Foot list={list} rows={formats.plural(items.length, texts.row)} />}
      {error === null && <LookFailure look={list.look} />}
    </div>
  );
}
