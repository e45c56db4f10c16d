import { useLayoutEffect, useRef, useState } from 'react';
import type { Conversation } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { Message as Notice } from '../parts/message.tsx';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { liveTexts } from './live-texts.ts';
import { type Message, useThread } from './use-thread.ts';

/** Pixels from the end at which a reader still counts as being there. */
const nearEnd = 48;

function Bubble({ message, now }: { readonly message: Message; readonly now: Date }) {
  const texts = useTexts(liveTexts);
  const formats = useFormats();
  const { author, text, created_at } = message;
  return (
    <li className="message" data-author={author}>
      <p className="message-head">
        <strong>{texts.authors[author]}</strong>{' '}
        <time dateTime={created_at} title={formats.moment(created_at)}>
          {formats.brief(created_at, now)}
        </time>
      </p>
      <p className="message-text">
        {text ?? (
          <span className="hidden-value">
            <Icon name="lock" /> {texts.hidden}
          </span>
        )}
      </p>
      <Fuse from={created_at} until={message.expires_at} now={now} />
    </li>
  );
}

/** Keeps the end in view for a reader who is there, and leaves all others where they read. */
function useReadersPlace(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [isBehind, setBehind] = useState(false);
  const toEnd = () => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    setBehind(false);
  };
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
    else setBehind(true);
  }, [count]);
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    isAtEnd.current = left < nearEnd;
    if (isAtEnd.current) setBehind(false);
  };
  return { box, isBehind, toEnd, onScroll };
}

type ThreadProps = {
  readonly id: string;
  /** As the list has it; undefined when it is not in it any more. */
  readonly conversation: Conversation | undefined;
  readonly now: Date;
  readonly close: () => void;
  readonly onDeleted: () => void;
};

/** One conversation, in the order in which it was said. */
export function Thread({ id, conversation, now, close, onDeleted }: ThreadProps) {
  const texts = useTexts(liveTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const { data, error, isFetching, refetch } = useThread(id);
  const shown = data?.messages.filter(({ expires_at }) => Date.parse(expires_at) > now.getTime());
  const { box, isBehind, toEnd, onScroll } = useReadersPlace(shown?.length ?? 0);
  const remove = async () => {
    await client.conversations.delete(id);
    onDeleted();
  };
  return (
    <section className="thread" aria-label={id}>
      <header className="thread-head">
        <button className="icon-button thread-back" type="button" onClick={close}>
          <Icon name="back" />
          <span className="unseen">{texts.back}</span>
        </button>
        <div>
          <h2>{id}</h2>
          <p className="soft">{texts.read}</p>
        </div>
        {mayDelete(membership?.role) && shown !== undefined && shown.length > 0 && (
          <Confirm
            opener={<Icon name="trash" />}
            openerLabel={texts.remove}
            title={texts.removeTitle}
            detail={texts.removeDetail(formats.plural(shown.length, texts.message))}
            action={texts.removeAction}
            act={remove}
          />
        )}
      </header>
      <div className="thread-box" ref={box} onScroll={onScroll} tabIndex={0} role="log">
        {error !== null && (
          <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
        )}
        {shown === undefined && error === null && <p className="waiting">{texts.loading}</p>}
        {shown?.length === 0 && conversation === undefined && <Notice {...texts.gone} />}
        <ol className="messages">
          {shown?.map((message) => (
            <Bubble key={message.id} message={message} now={now} />
          ))}
        </ol>
      </div>
      {isBehind && (
        <button className="button thread-newest" type="button" onClick={toEnd}>
          {texts.newest}
        </button>
      )}
    </section>
  );
}
