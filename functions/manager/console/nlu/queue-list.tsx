import {
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  type Selection,
  Virtualizer,
} from 'react-aria-components';
import type { NluMessages } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { ChooseBox } from '../parts/list/data-table.tsx';
import { Masked } from '../parts/masked.tsx';
import { useNow } from '../parts/use-now.ts';
import { ConfidenceLight } from './light.tsx';
import { nluTexts } from './nlu-texts.ts';

const layout = { rowHeight: 96, loaderHeight: 48 };

type QueueProps = {
  readonly items: readonly NluMessages[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
  readonly chosen: Selection;
  readonly choose: (chosen: Selection) => void;
  readonly isLoadingMore: boolean;
  readonly loadMore: (() => void) | undefined;
};

/**
 * Lists the messages to review; those that expire first come first. Only the visible rows become
 * elements of the page.
 */
export function QueueList(props: QueueProps) {
  const { items, opened, open, chosen, choose, isLoadingMore, loadMore } = props;
  const texts = useTexts(nluTexts);
  const now = useNow(30_000);
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layout}>
      <GridList
        aria-label={texts.tabs.queue}
        className="conversations"
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={choose}
        onAction={(key) => open(String(key))}
      >
        <Collection items={items} dependencies={[now, texts, opened]}>
          {(item) => (
            <GridListItem
              className={`conversation${item.id === opened ? ' conversation-open' : ''}`}
              textValue={item.intent ?? texts.noIntent}
            >
              <ChooseBox />
              <span className="conversation-rows">
                <span className="preview">{item.text ?? <Masked />}</span>
                <span className="conversation-top">
                  <span className="conversation-id">{item.intent ?? texts.noIntent}</span>
                  <ConfidenceLight confidence={item.confidence} />
                </span>
                <Fuse from={item.created_at} until={item.expires_at} now={now} />
              </span>
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
