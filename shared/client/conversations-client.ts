import type { ChatMessages } from './category-shapes.ts';
import type { Page, PageQuery, StoredRecord } from './category-types.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Request } from './request.ts';
import type { Conversation, Subject, SubjectSet } from './schemas.ts';
import type { CallOptions } from './send-request.ts';

export type ConversationMessage = StoredRecord<ChatMessages>;

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
  /** Deletes the messages of the conversation, and the note of whom it was with. */
  delete(id: string, options?: CallOptions): Promise<void>;
  /** Says who the conversation is with, so that erasing the person finds it. */
  setSubject(id: string, subject: Subject, options?: CallOptions): Promise<SubjectSet>;
};

/** Calls for conversations, which chat messages form. */
export function createConversationsClient(request: Request): ConversationsClient {
  const list: ConversationsClient['list'] = async (query = {}, options = {}) =>
    request('GET /v1/conversations', { ...options, query });
  const messages: ConversationsClient['messages'] = async (id, query = {}, options = {}) => {
    const page = await request('GET /v1/conversations/{id}/messages', { ...options, id, query });
    return page as Page<ConversationMessage>;
  };
  return {
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
