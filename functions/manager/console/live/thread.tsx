import type { ReactNode } from 'react';
import type { Conversation } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Icon } from '../parts/icon.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { useList } from '../parts/list/use-list.ts';
import { Message as Notice } from '../parts/message.tsx';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Bubble, type Message } from './bubble.tsx';
import { inOrder } from './in-order.ts';
import { liveTexts } from './live-texts.ts';
import { pollMs } from './use-conversations.ts';
import { useReadersPlace } from './use-readers-place.ts';

type ThreadProps = {
  readonly id: string;
  /** The conversation in the list; undefined if the list does not contain it any more. */
  readonly conversation: Conversation | undefined;
  readonly now: Date;
  readonly close: () => void;
  readonly onDeleted: () => void;
  /**
   * True while the page asks the user of the console to confirm the deletion of the conversation.
   */
  readonly isAsking: boolean;
  readonly ask: (isAsking: boolean) => void;
  readonly showFacts: () => void;
};

function ThreadHead(props: ThreadProps & { readonly remove?: ReactNode }) {
  const texts = useTexts(liveTexts);
  return (
    <header className="thread-head">
      <button className="icon-button thread-back" type="button" onClick={props.close}>
        <Icon name="back" />
        <span className="unseen">{texts.back}</span>
      </button>
      <div>
        <h2>{props.id}</h2>
        <p className="soft">{texts.read}</p>
      </div>
      <span className="thread-tools">
        <button className="icon-button thread-facts" type="button" onClick={props.showFacts}>
          <Icon name="facts" />
          <span className="unseen">{texts.facts.title}</span>
        </button>
        {props.remove}
      </span>
    </header>
  );
}

/**
 * Shows the messages of one conversation, the oldest first. The view begins at the last message. It
 * loads older messages when the user scrolls up.
 */
export function Thread(props: ThreadProps) {
  const { id, conversation, now, onDeleted, isAsking, ask } = props;
  const texts = useTexts(liveTexts);
  const kit = useTexts(listTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const list = useList<Message>({
    key: ['thread', id],
    read: async (asked, options) =>
      client.conversations.messages(id, { ...asked, order: 'newest_first' }, options),
    pollMs,
  });
  const shown = list.items && inOrder(list.items);
  const loadOlder = () => {
    if (list.hasMore && !list.isPaused && !list.isLoadingMore && list.error === null)
      list.loadMore();
  };
  const place = useReadersPlace(shown?.map((each) => each.id) ?? [], loadOlder);
  const mayRemove = mayDelete(membership?.role);
  const remove = async () => {
    await client.conversations.delete(id);
    onDeleted();
  };
  const removeOne = async (message: Message) => {
    await client.chatMessages.delete(message.id);
    list.forget([message.id]);
    if (shown?.length === 1 && !list.hasMore) onDeleted();
  };
  const failed = list.error === null ? list.look : { ...list, error: list.error };
  const messages = conversation?.messages ?? shown?.length ?? 0;
  return (
    <section className="thread" aria-label={id}>
      <ThreadHead
        {...props}
        remove={
          mayRemove &&
          shown !== undefined &&
          shown.length > 0 && (
            <Confirm
              opener={<Icon name="trash" />}
              openerLabel={texts.remove}
              title={texts.removeTitle}
              detail={texts.removeDetail(formats.plural(messages, texts.message))}
              action={texts.removeAction}
              isOpen={isAsking}
              onOpenChange={ask}
              act={remove}
            />
          )
        }
      />
      <div className="thread-box" ref={place.box} onScroll={place.onScroll} tabIndex={0} role="log">
        {failed.error !== null && (
          <FailureNotice error={failed.error} isRetrying={failed.isFetching} retry={failed.retry} />
        )}
        {shown === undefined && list.error === null && <p className="waiting">{texts.loading}</p>}
        {shown?.length === 0 && !list.hasMore && <Notice {...texts.gone} />}
        {list.isLoadingMore && <p className="waiting">{texts.loading}</p>}
        {list.isPaused && (
          <div className="pane-paused">
            <p className="soft">
              {kit.paused.title(formats.plural(shown?.length ?? 0, texts.message))}.
            </p>
            <button className="plain-button" type="button" onClick={list.goOn}>
              {kit.paused.action}
            </button>
          </div>
        )}
        <ol className="messages">
          {shown?.map((message) => (
            <Bubble
              key={message.id}
              message={message}
              now={now}
              remove={mayRemove ? async () => removeOne(message) : undefined}
            />
          ))}
        </ol>
      </div>
      {place.unseen > 0 && (
        <button className="button thread-newest" type="button" onClick={place.toEnd}>
          <Icon name="down" />
          {texts.unseen(place.unseen)}
        </button>
      )}
    </section>
  );
}
