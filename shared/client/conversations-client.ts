import type { ChatMessages } from './category-shapes.ts';
import type { Page, PageQuery, StoredRecord } from './category-types.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Request } from './request.ts';
import type { Conversation, ConversationFacts, Subject, SubjectSet } from './schemas.ts';
import type { CallOptions } from './send-request.ts';

export type ConversationMessage = StoredRecord<ChatMessages>;

/** The filters and the order of a list of conversations. */
export type ConversationsQuery = PageQuery & {
  readonly experience_id?: string;
  /**
   * The author of the last message. With `customer` the list contains the conversations in which
   * nobody has answered the customer's last message.
   */
  readonly last_author?: ConversationMessage['author'];
  /** Lists only conversations whose last message is later than this time, in RFC 3339. */
  readonly last_after?: string;
  /** Lists only conversations whose last message is earlier than this time, in RFC 3339. */
  readonly last_before?: string;
  /**
   * `latest_first`: the conversation with the latest message comes first. `goes_first`: the next
   * conversation to expire comes first, and `after` is not allowed.
   */
  readonly order?: 'latest_first' | 'goes_first';
};

/**
 * The page of a conversation's messages that the caller wants, and whether the oldest or the newest
 * come first.
 */
export type MessagesQuery = PageQuery & { readonly order?: 'oldest_first' | 'newest_first' };

export type ConversationsClient = {
  /** Lists live conversations. By default the one with the latest message comes first. */
  list(query?: ConversationsQuery, options?: CallOptions): Promise<Page<Conversation>>;
  iterate(query?: ConversationsQuery, options?: CallOptions): AsyncGenerator<Conversation, void>;
  /**
   * Returns the facts about a live conversation, and what callers have stated about its person:
   * when, and by which kind of identifier. The answer never contains the identifier itself.
   */
  describe(id: string, options?: CallOptions): Promise<ConversationFacts>;
  /**
   * Returns the id of a conversation. `externalId` is the text by which another system identifies
   * the conversation. The text is sent only in the body of the request.
   */
  identify(externalId: string, options?: CallOptions): Promise<string>;
  /** Lists live messages of a conversation. By default the oldest comes first. */
  messages(
    id: string,
    query?: MessagesQuery,
    options?: CallOptions,
  ): Promise<Page<ConversationMessage>>;
  iterateMessages(
    id: string,
    query?: MessagesQuery,
    options?: CallOptions,
  ): AsyncGenerator<ConversationMessage, void>;
  /**
   * Deletes the messages of the conversation, and its stored subject (see `setSubject`). Restricted
   * messages are not deleted. While there are any, the subject is not deleted either.
   */
  delete(id: string, options?: CallOptions): Promise<void>;
  /**
   * Stores to which person the conversation belongs. So an erasure of this person finds the
   * conversation.
   */
  setSubject(id: string, subject: Subject, options?: CallOptions): Promise<SubjectSet>;
};

/** Creates the calls for conversations, which consist of chat messages. */
export function createConversationsClient(request: Request): ConversationsClient {
  const list: ConversationsClient['list'] = async (query = {}, options = {}) =>
    request('GET /v1/conversations', { ...options, query });
  const messages: ConversationsClient['messages'] = async (id, query = {}, options = {}) => {
    const page = await request('GET /v1/conversations/{id}/messages', { ...options, id, query });
    return page as Page<ConversationMessage>;
  };
  return {
    describe: async (id, options) => request('GET /v1/conversations/{id}', { ...options, id }),
    identify: async (externalId, options) => {
      const body = { conversation_external_id: externalId };
      const { conversation_id } = await request('POST /v1/conversations/identify', {
        ...options,
        body,
      });
      return conversation_id;
    },
    list,
    iterate: (query, options) => iteratePages(query, (page) => list(page, options)),
    messages,
    iterateMessages: (id, query, options) =>
      iteratePages(query, (page) => messages(id, page, options)),
    delete: async (id, options) => request('DELETE /v1/conversations/{id}', { ...options, id }),
    setSubject: async (id, body, options) =>
      request('PUT /v1/conversations/{id}/subject', { ...options, id, body }),
  };
}
