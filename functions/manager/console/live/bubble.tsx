import type { ConversationMessage } from '#shared/client/conversations-client.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { liveTexts } from './live-texts.ts';

/** A message. It has no text if the user of the console may not see the text. */
export type Message = Omit<ConversationMessage, 'text'> & {
  readonly text?: string;
  readonly masked?: readonly string[];
};

type BubbleProps = {
  readonly message: Message;
  readonly now: Date;
  /** Deletes the message. Undefined for roles that may not delete. */
  readonly remove?: (() => Promise<unknown>) | undefined;
};

/** Shows a message with its author, its time and its expiry. */
export function Bubble({ message, now, remove }: BubbleProps) {
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
      <span className="message-foot">
        <Fuse from={created_at} until={message.expires_at} now={now} />
        {remove !== undefined && (
          <Confirm
            opener={<Icon name="trash" />}
            openerLabel={texts.removeMessage(formats.moment(created_at))}
            title={texts.removeMessageTitle}
            detail={texts.removeMessageDetail}
            action={texts.removeAction}
            act={remove}
          />
        )}
      </span>
    </li>
  );
}
