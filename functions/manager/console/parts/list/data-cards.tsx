import {
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { useTexts } from '../../language/language-context.tsx';
import type { Column } from './column.tsx';
import { ChooseBox, openerOf, type RowsProps } from './data-table.tsx';
import { listTexts } from './list-texts.ts';
import type { Listed } from './merge-newer.ts';

const layout = { estimatedRowHeight: 148, loaderHeight: 40 };

function Card<T>({ item, columns }: { readonly item: T; readonly columns: readonly Column<T>[] }) {
  const main = columns.filter(({ isMain }) => isMain === true);
  const rest = columns.filter(({ isMain }) => isMain !== true);
  return (
    <div className="card-content">
      <div className="card-main">
        {main.map(({ id, show }) => (
          <span key={id}>{show(item)}</span>
        ))}
      </div>
      <dl>
        {rest.map(({ id, title, show }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{show(item)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Shows the rows of a list as cards, for narrow screens. */
export function DataCards<T extends Listed>(props: RowsProps<T>) {
  const { label, items, columns, isLoadingMore, loadMore, chosen, choose } = props;
  const texts = useTexts(listTexts);
  const onAction = openerOf(props);
  const isSelectable = chosen !== undefined;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layout}>
      <GridList
        aria-label={label}
        className="cards"
        selectionMode={isSelectable ? 'multiple' : 'none'}
        {...(isSelectable && { selectedKeys: chosen, onSelectionChange: choose })}
        {...(onAction && { onAction })}
      >
        <Collection items={items} dependencies={[columns, isSelectable]}>
          {(item) => (
            <GridListItem className="card" textValue={item.id}>
              {isSelectable && <ChooseBox />}
              <Card item={item} columns={columns} />
            </GridListItem>
          )}
        </Collection>
        {loadMore !== undefined && (
          <GridListLoadMoreItem
            className="rows-loader"
            onLoadMore={loadMore}
            isLoading={isLoadingMore}
          >
            {texts.loading}
          </GridListLoadMoreItem>
        )}
      </GridList>
    </Virtualizer>
  );
}
