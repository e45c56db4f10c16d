import { useEffect, useRef } from 'react';
import {
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  type Selection,
  Text,
  Virtualizer,
} from 'react-aria-components';
import type { Conversation } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { ChooseBox } from '../parts/list/data-table.tsx';
import { liveTexts } from './live-texts.ts';

const layout = { rowHeight: 100, loaderHeight: 48 };

type ListProps = {
  readonly conversations: readonly Conversation[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
  readonly now: Date;
  /**
   * The selected rows. Undefined for roles that may not delete, because they cannot select rows.
   */
  readonly chosen: Selection | undefined;
  readonly choose: (chosen: Selection) => void;
  readonly isLoadingMore: boolean;
  readonly loadMore: (() => void) | undefined;
};

/** Shows the beginning of the last message, or that the user’s role may not see it. */
function Preview({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts(liveTexts);
  const { preview, author } = conversation.last_message;
  return (
    <span className="preview">
      <span className="author">{texts.authors[author]}: </span>
      {preview ?? (
        <span className="hidden-value">
          <Icon name="lock" /> {texts.hidden}
        </span>
      )}
    </span>
  );
}

function Row({ conversation, now }: { readonly conversation: Conversation; readonly now: Date }) {
  const texts = useTexts(liveTexts);
  const formats = useFormats();
  const { id, last_at, expires_at, messages } = conversation;
  return (
    <span className="conversation-rows">
      <span className="conversation-top">
        <Preview conversation={conversation} />
        <time dateTime={last_at} title={formats.moment(last_at)}>
          {formats.brief(last_at, now)}
        </time>
      </span>
      <Text className="conversation-id">{id}</Text>
      <span className="conversation-top">
        <span className="soft">{formats.plural(messages, texts.message)}</span>
        <Fuse from={last_at} until={expires_at} now={now} />
      </span>
    </span>
  );
}

/** Scrolls the opened row into view, for example after the key J or K. */
function useInView(at: number) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null || at < 0) return;
    const [top, bottom] = [at * layout.rowHeight, (at + 1) * layout.rowHeight];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }, [at]);
  return place;
}

/**
 * Lists the conversations. The document contains only the visible rows. Arrow keys move between
 * rows, and Enter opens one.
 */
export function ConversationList(props: ListProps) {
  const { conversations, opened, open, now, chosen, choose, isLoadingMore, loadMore } = props;
  const texts = useTexts(liveTexts);
  const formats = useFormats();
  const place = useInView(conversations.findIndex(({ id }) => id === opened));
  const isSelectable = chosen !== undefined;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layout}>
      <GridList
        ref={place}
        aria-label={texts.conversations}
        className="conversations"
        selectionMode={isSelectable ? 'multiple' : 'none'}
        {...(isSelectable && { selectedKeys: chosen, onSelectionChange: choose })}
        onAction={(key) => open(String(key))}
      >
        <Collection
          items={conversations}
          dependencies={[now, formats, texts, opened, isSelectable]}
        >
          {(conversation) => (
            <GridListItem
              className={`conversation${conversation.id === opened ? ' conversation-open' : ''}`}
              textValue={conversation.id}
            >
              {isSelectable && <ChooseBox />}
              <Row conversation={conversation} now={now} />
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
