import { useQuery } from '@tanstack/react-query';
import type { NluMessages } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { inOrder } from '../live/in-order.ts';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { Masked } from '../parts/masked.tsx';
import { useSession } from '../session/session-context.tsx';
import { nluTexts } from './nlu-texts.ts';

const messagesAround = 6;
/** The view shows messages up to this many milliseconds after the message under review. */
const answerMs = 60_000;

type Said = {
  readonly id: string;
  readonly author: 'customer' | 'bot' | 'agent';
  readonly created_at: string;
  readonly text?: string;
};

/** Shows the messages before and directly after a message, if chat messages are stored. */
export function ContextView({ message }: { readonly message: NluMessages }) {
  const texts = useTexts(nluTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const { conversation_id, created_at } = message;
  const until = new Date(Date.parse(created_at) + answerMs).toISOString();
  const query = useQuery({
    queryKey: ['nlu', membership?.tenant, 'context', conversation_id, until],
    queryFn: async ({ signal }) => {
      const query = { conversation_id, created_before: until, limit: messagesAround };
      const { items } = await client.chatMessages.list(query, { signal });
      return { items: inOrder(items as readonly Said[]) };
    },
    gcTime: 0,
  });
  const list = answerOf(query);
  return (
    <section className="nlu-context" aria-label={texts.context}>
      <h2>{texts.context}</h2>
      <ListStates list={list} empty={texts.noContext} />
      <ol className="messages">
        {list.items?.map(({ id, author, text, created_at: at }) => (
          <li
            key={id}
            className="message"
            data-author={author}
            data-here={text !== undefined && text === message.text}
          >
            <p className="message-head">
              <strong>{texts.authors[author]}</strong>{' '}
              <time dateTime={at}>{formats.shortMoment(at)}</time>
            </p>
            <p className="message-text">{text ?? <Masked />}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
