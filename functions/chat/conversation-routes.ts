import { chatMessages } from '#shared/categories/chat-messages.ts';
import { deleteConversation } from '#shared/domains/conversations/delete-conversation.ts';
import { describeConversation } from '#shared/domains/conversations/describe-conversation.ts';
import { identifyConversation } from '#shared/domains/conversations/identify-conversation.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { readConversation } from '#shared/domains/conversations/read-conversation.ts';
import { renderSubject, setSubject } from '#shared/domains/conversations/set-subject.ts';
import { renderPage } from '#shared/http/answer/render-page.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { conversationsQuery, messagesQuery } from './conversation-queries.ts';

/** Adds the routes of conversations, whose ids callers choose. */
export function addConversationRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/conversations',
    admission: callersWith('chat_messages:read'),
    query: conversationsQuery,
    body: noBody,
    personal: reading('conversations.list', 'none'),
    handle: async (c, { query }) => c.json(await listConversations(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/conversations/identify',
    admission: callersWith('chat_messages:read'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    // The answer contains no stored data, so this route adds no entry to the manager log.
    personal: false,
    handle: async (c, { body }) => c.json(await identifyConversation(c.var.ctx, { body })),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/conversations/:id',
    admission: callersWith('chat_messages:read'),
    query: noQuery,
    body: noBody,
    personal: reading('conversations.read', 'chosen-id'),
    async handle(c) {
      const input = { conversationId: c.req.param('id') };
      return c.json(await describeConversation(c.var.ctx, input));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/conversations/:id/messages',
    admission: callersWith('chat_messages:read'),
    query: messagesQuery,
    body: noBody,
    personal: reading('conversations.messages.list', 'chosen-id'),
    async handle(c, { query }) {
      const input = { conversationId: c.req.param('id'), ...query };
      return c.json(renderPage(c.var.ctx, chatMessages, await readConversation(c.var.ctx, input)));
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: '/v1/conversations/:id',
    admission: callersWith('chat_messages:delete'),
    query: noQuery,
    body: noBody,
    personal: changing('conversations.delete', 'chosen-id'),
    async handle(c) {
      await deleteConversation(c.var.ctx, { conversationId: c.req.param('id') });
      return c.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'PUT',
    path: '/v1/conversations/:id/subject',
    admission: callersWith('chat_messages:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('conversations.subject.replace', 'chosen-id'),
    async handle(c, { body }) {
      const conversationId = c.req.param('id');
      const subject = await setSubject(c.var.ctx, { conversationId, body });
      return c.json(renderSubject(conversationId, subject), subject.created ? 201 : 200);
    },
  });
}
