import { Bot, type Context } from 'grammy';
import type { Update } from 'grammy/types';

/** The id of the chat of each update. Such an id looks like a telephone number. */
export const chatId = 491_713_920_012;
let updates = 0;

/**
 * A bot without a connection to Telegram. Each call of Telegram's API is answered as if it had
 * succeeded.
 */
export function createTelegramBot<C extends Context>(): Bot<C> {
  const botInfo = {
    id: 42,
    is_bot: true,
    first_name: 'Mayfly',
    username: 'mayfly_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  } as never;
  const bot = new Bot<C>('42:token', { botInfo });
  bot.api.config.use(async () => ({ ok: true, result: true }) as never);
  return bot;
}

/** The update that Telegram sends when somebody writes in the chat. */
export function textUpdate(text: string, chat = chatId): Update {
  updates += 1;
  const from = { id: chat, is_bot: false, first_name: 'Kunigunde' };
  const message = {
    message_id: updates,
    date: 1_763_890_000,
    text,
    from,
    chat: { id: chat, type: 'private', first_name: 'Kunigunde' },
  };
  return { update_id: updates, message } as Update;
}
