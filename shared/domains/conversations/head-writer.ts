import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import type { Companion, CompanionMaker } from '#shared/records/companion.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentRef,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';
import { headAfter } from './head.ts';
import { headRef } from './head-ref.ts';

const rememberedHeads = 5_000;

type Group = { readonly ref: DocumentRef; readonly messages: ClearRecord[] };

function conversationOf({ fields }: Pick<ClearRecord, 'fields'>): string {
  return String(fields['conversation_id']);
}

function groupByConversation(ctx: Context, records: readonly ClearRecord[]): Group[] {
  const groups = Map.groupBy(records, conversationOf);
  return [...groups].map(([id, messages]) => ({ ref: headRef(ctx.tenant, id), messages }));
}

/**
 * Creates the writer of heads. It updates the heads of conversations in the same commit that stores
 * their messages. The first attempt needs no read. It uses the head that this process wrote last,
 * or assumes that there is no head. If another process was faster, the commit fails, and the next
 * attempt reads the head first. Within a process, messages of one conversation are written one
 * after the other. The heads that this process remembers contain the preview of the last message
 * only in encrypted form.
 */
export function createHeadWriter(): (ctx: Context) => CompanionMaker {
  const remembered = new BoundedMap<string, StoredDocument>(rememberedHeads);
  const queue = createKeyedQueue();
  const nameOf = (ref: DocumentRef) => `${ref.tenant}|${ref.id}`;

  async function writeOf(
    ctx: Context,
    { ref, messages }: Group,
    head: StoredDocument | undefined,
  ): Promise<Write> {
    const live = isLive(head, liveRuleOf(ctx, conversationHeads)) ? head.data : undefined;
    return createOrReplace(ref, await headAfter(ctx, ref, live, messages), head);
  }

  async function make(
    ctx: Context,
    records: readonly ClearRecord[],
    attempt: number,
  ): Promise<Companion> {
    const groups = groupByConversation(ctx, records);
    const refs = groups.map(({ ref }) => ref);
    const heads =
      attempt === 0 ? refs.map((ref) => remembered.get(nameOf(ref))) : await ctx.store.getAll(refs);
    for (const ref of refs) remembered.delete(nameOf(ref));
    const writes = await Promise.all(
      groups.map((group, index) => writeOf(ctx, group, heads[index])),
    );
    return {
      writes,
      committed: (versions) => {
        for (const [index, write] of writes.entries()) {
          const version = versions[index];
          if (write.kind === 'delete' || version === undefined) continue;
          remembered.set(nameOf(write.ref), { ref: write.ref, data: write.data, version });
        }
      },
    };
  }

  return (ctx) => ({
    make,
    inTurn: (inputs, work) => {
      const conversations = [...new Set(inputs.map(conversationOf))];
      return queue(
        conversations.map((id) => nameOf(headRef(ctx.tenant, id))),
        work,
      );
    },
  });
}
