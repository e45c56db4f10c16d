import type { ChatMessages } from './category-shapes.ts';
import type { Page, PageQuery, StoredRecord } from './category-types.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Conversation, SubjectSet } from './schemas.ts';
import { type CallOptions, sendRequest, type Transport } from './send-request.ts';
import { conversationSegment, listQuery, type QueryValues } from './url-parts.ts';

export type ConversationMessage = StoredRecord<ChatMessages>;

/** Who a conversation is with: exactly one. It travels in the body. */
export type Subject =
  | { readonly email: string; readonly phone?: never; readonly external_id?: never }
  | {
      readonly phone: string;
      /** With `whatsapp`, digits without a plus are an international number. */
      readonly channel?: string;
      readonly email?: never;
      readonly external_id?: never;
    }
  | { readonly external_id: string; readonly email?: never; readonly phone?: never };

export type ConversationsClient = {
  /** Live conversations, the one with the latest message first. */
  list(query?: PageQuery, options?: CallOptions): Promise<Page<Conversation>>;
  iterate(query?: PageQuery, options?: CallOptions): AsyncGenerator<Conversation, void>;
  /** Live messages of a conversation, oldest first. */
  messages(
    id: string,
    query?: PageQuery,
    options?: CallOptions,
  ): Promise<Page<ConversationMessage>>;
  iterateMessages(
    id: string,
    query?: PageQuery,
    options?: CallOptions,
  ): AsyncGenerator<ConversationMessage, void>;
  /** Deletes its messages, and who it was said to be with. */
  delete(id: string, options?: CallOptions): Promise<void>;
  /** Says who the conversation is with, so that erasing the person finds it. */
  setSubject(id: string, subject: Subject, options?: CallOptions): Promise<SubjectSet>;
};

/** What chat messages form. */
export function createConversationsClient(transport: Transport): ConversationsClient {
  const base = '/v1/conversations';
  const read = <T>(path: string, query: QueryValues = {}, options: CallOptions = {}) =>
    sendRequest(
      transport,
      { ...options, method: 'GET', path: `${path}${listQuery([], query)}` },
      (response) => response.json() as Promise<Page<T>>,
    );
  const messagesOf = (id: string) => `${base}/${conversationSegment(id)}/messages`;
  return {
    list: async (query, options) => read(base, query, options),
    iterate: (query, options) => iteratePages(query, async (page) => read(base, page, options)),
    messages: async (id, query, options) => read(messagesOf(id), query, options),
    iterateMessages: (id, query, options) =>
      iteratePages(query, async (page) => read(messagesOf(id), page, options)),
    delete: async (id, options) => {
      const path = `${base}/${conversationSegment(id)}`;
      const request = { ...options, method: 'DELETE', path } as const;
      await sendRequest(transport, request, async () => undefined);
    },
    setSubject: async (id, body, options) =>
      sendRequest(
        transport,
        {
          ...options,
          method: 'PUT',
          path: `${base}/${conversationSegment(id)}/subject`,
          body,
        },
        (response) => response.json() as Promise<SubjectSet>,
      ),
  };
}
