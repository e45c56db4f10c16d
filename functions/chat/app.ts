import { chatMessages } from '#shared/categories/chat-messages.ts';
import { messageDeletions } from '#shared/domains/conversations/delete-message.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { messageRestriction } from '#shared/domains/conversations/restrict-message.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { addConversationRoutes } from './conversation-routes.ts';

/** Creates the app for chat messages, and for the conversations to which they belong. */
export function createChatApp(deps: CategoryAppDeps): App {
  const own = {
    companions: createHeadWriter(),
    deletionWrites: messageDeletions,
    restriction: messageRestriction,
  };
  const app = createCategoryApp(deps, { category: chatMessages, own });
  addConversationRoutes(app);
  return app;
}
