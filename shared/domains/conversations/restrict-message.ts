import { chatMessages } from '#shared/categories/chat-messages.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { createOrReplace } from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';
import { headWithout } from './delete-message.ts';
import { headAfter } from './head.ts';
import { headRef } from './head-ref.ts';

/**
 * The head of a conversation neither counts nor shows a restricted message. A restriction does not
 * delete the subject of the conversation, even if no other message remains, because the restriction
 * may be lifted.
 */
export const messageRestriction: OwnRestriction = {
  hide: async (now, record) => (await headWithout(now, [record])).writes,
  async show(now, record) {
    const ref = headRef(now.tenant, String(record.data['conversation_id']));
    const [head, message] = await Promise.all([
      now.store.get(ref),
      openRecord(now, chatMessages, record),
    ]);
    const known = isLive(head, liveRuleOf(now, conversationHeads)) ? head.data : undefined;
    const data = await headAfter(now, ref, known, [message]);
    return { data: record.data, writes: [createOrReplace(ref, data, head)] };
  },
};
