import type { PointerEvent } from 'react';
import {
  Cell,
  Checkbox,
  Collection,
  Column,
  type Key,
  Row,
  type Selection,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from 'react-aria-components';
import { useTexts } from '../../language/language-context.tsx';
import type { Column as ListColumn } from './column.tsx';
import { listTexts } from './list-texts.ts';
import type { Listed } from './merge-newer.ts';

const layout = { rowHeight: 48, headingHeight: 40, loaderHeight: 40 };

export type RowsProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly ListColumn<T>[];
  readonly open: ((item: T) => void) | undefined;
  readonly isLoadingMore: boolean;
  readonly loadMore: (() => void) | undefined;
  /** The selected rows; undefined if rows cannot be selected. */
  readonly chosen: Selection | undefined;
  readonly choose: (chosen: Selection) => void;
};

/** Returns a function that calls `open` with the record of a row. */
export function openerOf<T extends Listed>({ items, open }: RowsProps<T>) {
  return (
    open &&
    ((key: Key) => {
      const item = items.find(({ id }) => id === key);
      if (item !== undefined) open(item);
    })
  );
}

export function ChooseBox({ label }: { readonly label?: string }) {
  return (
    <Checkbox
      slot="selection"
      className="tick"
      {...(label !== undefined && { 'aria-label': label })}
    >
      <svg viewBox="0 0 18 18" aria-hidden="true" focusable={false}>
        <path className="tick-all" d="M5 9h8" />
        <path className="tick-one" d="M4 9.500 8 13l6-8" />
      </svg>
    </Checkbox>
  );
}

/**
 * Shows the rows of a list as a table. Only the visible rows become elements of the page, so that a
 * list of a hundred thousand rows scrolls smoothly.
 */
export function DataTable<T extends Listed>(props: RowsProps<T>) {
  const { label, items, columns, isLoadingMore, loadMore, chosen, choose } = props;
  const texts = useTexts(listTexts);
  const onRowAction = openerOf(props);
  const height = items.length * layout.rowHeight + layout.headingHeight + 2;
  const isSelectable = chosen !== undefined;
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layout}>
      <Table
        aria-label={label}
        className="rows"
        style={{ height: `min(${height}px, var(--rows-height))` }}
        selectionMode={isSelectable ? 'multiple' : 'none'}
        {...(isSelectable && { selectedKeys: chosen, onSelectionChange: choose })}
        {...(onRowAction && { onRowAction })}
      >
        <TableHeader>
          {isSelectable && (
            <Column width={52} minWidth={52} className="rows-title">
              <ChooseBox />
            </Column>
          )}
          {columns.map(({ id, title, width = '1fr', isMain = false }) => (
            <Column
              key={id}
              id={id}
              width={width}
              minWidth={typeof width === 'number' ? width : 96}
              isRowHeader={isMain}
              className="rows-title"
            >
              {title}
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          <RowsOf items={items} columns={columns} isSelectable={isSelectable} />
          {loadMore !== undefined && (
            <TableLoadMoreItem
              className="rows-loader"
              onLoadMore={loadMore}
              isLoading={isLoadingMore}
            >
              {texts.loading}
            </TableLoadMoreItem>
          )}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}

/** Shows the whole text on hover, if the cell shows only a part of it. */
function showWhole({ currentTarget: text }: PointerEvent<HTMLElement>) {
  if (text.scrollWidth > text.clientWidth) text.title = text.textContent;
  else text.removeAttribute('title');
}

type RowsOfProps<T> = Pick<RowsProps<T>, 'items' | 'columns'> & { readonly isSelectable: boolean };

function RowsOf<T extends Listed>({ items, columns, isSelectable }: RowsOfProps<T>) {
  return (
    <Collection items={items} dependencies={[columns, isSelectable]}>
      {(item) => (
        <Row className="rows-row">
          {isSelectable && (
            <Cell className="rows-cell">
              <ChooseBox />
            </Cell>
          )}
          {columns.map(({ id, show }) => (
            <Cell key={id} className="rows-cell">
              <span className="rows-text" onPointerEnter={showWhole}>
                {show(item)}
              </span>
            </Cell>
          ))}
        </Row>
      )}
    </Collection>
  );
}
