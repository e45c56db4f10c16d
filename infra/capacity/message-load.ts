import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { conversationHeads } from '#shared/domains/conversations/collections.ts';
import { headRef } from '#shared/domains/conversations/head-ref.ts';
import { idempotencyMarks } from '#shared/records/collections.ts';
import { rememberedMicros } from '#shared/records/idempotency.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';

/** A write of one document: its indexed fields before and after the write. */
export type SimulatedWrite = {
  readonly ref: DocumentRef;
  readonly before?: DocumentData;
  readonly after: DocumentData;
};

export type Load = {
  readonly tenants: number;
  /** The number of messages that all tenants send together in a second. */
  readonly perSecond: number;
  readonly purgeShards: number;
};

/** The average time in seconds between two messages of a conversation. */
const secondsBetween = 10;
const start = Date.UTC(2026, 10, 29) * 1_000;

/** Bytes that look random, but are the same in each run (xorshift32). */
function createBytes(): (count: number) => Uint8Array {
  let state = 2_463_534_242;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state & 0xff;
    });
}

/**
 * Makes chat messages as callers send them, each with an `Idempotency-Key`. Ids, shards, times and
 * expiries are made as Mayfly makes them. The tenants send in turn. Each tenant has so many open
 * conversations that each conversation gets a message every ten seconds on average.
 */
export function createMessageLoad({ tenants, perSecond, purgeShards }: Load) {
  const randomBytes = createBytes();
  const newId = () => newRecordId({ randomBytes });
  const draw = (below: number) => Buffer.from(randomBytes(4)).readUInt32BE(0) % below;
  const open = Math.max(1, Math.round((perSecond / tenants) * secondsBetween));
  const deks = Array.from({ length: tenants }, newId);
  const heads = new Map<string, DocumentData>();
  let sent = 0;

  const drawn = () => ({
    author: ['customer', 'bot', 'agent'][draw(3)],
    experience_id: `experience-${draw(3)}`,
  });

  function describeHead(ref: DocumentRef, message: DocumentData, dek: string): DocumentData {
    return {
      conversation_id: message['conversation_id'],
      last_at: message['created_at'],
      last_message_id: newId(),
      last_author: message['author'],
      experience_id: message['experience_id'],
      dek,
      enc: 1,
      expires_at: message['expires_at'],
      purge_shard: purgeShard(ref.id, purgeShards),
    };
  }

  /**
   * Returns the conversation's head (the document about its latest message) as it was before the
   * message. If the simulation has not written this head yet, the function makes one that is up to
   * twenty seconds older than the message.
   */
  function headBefore(ref: DocumentRef, message: DocumentData, dek: string): DocumentData {
    const known = heads.get(ref.tenant + ref.id);
    if (known !== undefined) return known;
    const ago = 1 + draw(2 * secondsBetween * microsPerSecond);
    const created_at = Number(message['created_at']) - ago;
    const expires_at = Number(message['expires_at']) - ago;
    return describeHead(ref, { ...message, ...drawn(), created_at, expires_at }, dek);
  }

  return {
    /** Makes the three writes of the next message. */
    next(): SimulatedWrite[] {
      const at = start + Math.round((sent * microsPerSecond) / perSecond);
      const whose = sent % tenants;
      sent += 1;
      const tenant = `tenant-${whose}`;
      const dek = deks[whose] ?? '';
      const conversation = `c-${whose}-${draw(open)}`;
      // The id of a mark is a keyed hash, which is twice as long as other ids.
      const ids = { message: newId(), mark: newId() + newId() };
      const message = {
        conversation_id: conversation,
        ...drawn(),
        created_at: at,
        expires_at: at + chatMessages.retention.days * microsPerDay,
        purge_shard: purgeShard(ids.message, purgeShards),
        dek,
        enc: 1,
      };
      const mark = {
        body_hash: newId(),
        record_id: ids.message,
        expires_at: at + rememberedMicros,
        purge_shard: purgeShard(ids.mark, purgeShards),
      };
      const ref = headRef(tenant, conversation);
      const before = headBefore(ref, message, dek);
      const after = describeHead(ref, message, dek);
      heads.set(ref.tenant + ref.id, after);
      return [
        { ref: { tenant, collection: chatMessages.id, id: ids.message }, after: message },
        { ref: { ...ref, collection: conversationHeads.id }, before, after },
        { ref: { tenant, collection: idempotencyMarks.id, id: ids.mark }, after: mark },
      ];
    },
  };
}
