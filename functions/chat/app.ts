import { chatMessages } from '#shared/categories/chat-messages.ts';
import { deleteConversation } from '#shared/domains/conversations/delete-conversation.ts';
import { deleteMessage } from '#shared/domains/conversations/delete-message.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { readConversation } from '#shared/domains/conversations/read-conversation.ts';
import { renderSubject, setSubject } from '#shared/domains/conversations/set-subject.ts';
import { renderPage } from '#shared/http/category-api/category-routes.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery, readPage } from '#shared/http/read/read-query.ts';

/** Chat messages and the conversations they form. */
export function createChatApp(deps: CategoryAppDeps): App {
  const own = { companions: createHeadWriter(), deleteRecord: deleteMessage };
  const app = createCategoryApp(deps, { category: chatMessages, own });

  app.get('/v1/conversations', async (c) =>
    c.json(await listConversations(c.var.ctx, readPage(c))),
  );

  app.get('/v1/conversations/:id/messages', async (c) => {
    const input = { conversationId: c.req.param('id'), page: readPage(c) };
    return c.json(renderPage(c.var.ctx, chatMessages, await readConversation(c.var.ctx, input)));
  });

  app.delete('/v1/conversations/:id', async (c) => {
    readNoQuery(c);
    await deleteConversation(c.var.ctx, { conversationId: c.req.param('id') });
    return c.body(null, 204);
  });

  app.put('/v1/conversations/:id/subject', async (c) => {
    readNoQuery(c);
    const conversationId = c.req.param('id');
    const body = await readJson(c, smallBodyMax);
    const subject = await setSubject(c.var.ctx, { conversationId, body });
    return c.json(renderSubject(conversationId, subject), subject.created ? 201 : 200);
  });

  return app;
}
