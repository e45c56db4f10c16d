import { GridList, GridListItem, Text } from 'react-aria-components';
import type { Conversation } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { liveTexts } from './live-texts.ts';

type ListProps = {
  readonly conversations: readonly Conversation[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
  readonly now: Date;
};

/** What was said last, or that the reader's role does not see it. */
export function Preview({ conversation }: { readonly conversation: Conversation }) {
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

/** The conversations; arrow keys go through them, Enter opens one. */
export function ConversationList({ conversations, opened, open, now }: ListProps) {
  const texts = useTexts(liveTexts);
  const formats = useFormats();
  return (
    <GridList
      aria-label={texts.conversations}
      className="conversations"
      items={conversations}
      dependencies={[now, formats, texts]}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={opened === undefined ? [] : [opened]}
      onSelectionChange={(keys) => {
        if (keys === 'all') return;
        for (const key of keys) open(String(key));
      }}
    >
      {(conversation) => (
        <GridListItem className="conversation" textValue={conversation.id}>
          <span className="conversation-top">
            <Text className="conversation-id">{conversation.id}</Text>
            <time dateTime={conversation.last_at} title={formats.moment(conversation.last_at)}>
              {formats.brief(conversation.last_at, now)}
            </time>
          </span>
          <Preview conversation={conversation} />
          <span className="conversation-top">
            <span className="soft">{formats.plural(conversation.messages, texts.message)}</span>
            <Fuse from={conversation.last_at} until={conversation.expires_at} now={now} />
          </span>
        </GridListItem>
      )}
    </GridList>
  );
}
