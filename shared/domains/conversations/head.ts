import { createHash } from 'node:crypto';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { RecordOf } from '#shared/categories/define-category.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import { conversationHeads } from './collections.ts';

/** Code points of the last message that a list of conversations shows. */
const previewCharacters = 200;

/** Where a conversation's head lies. Callers choose conversation ids, and not all of them can be document ids. */
export function headRef(tenant: string, conversationId: string): DocumentRef {
  const id = createHash('sha256').update(conversationId).digest('hex').slice(0, 32);
  return { tenant, collection: conversationHeads.id, id };
}

function previewPlace(ref: DocumentRef): Place {
  return { tenant: ref.tenant, category: ref.collection, recordId: ref.id, field: 'preview' };
}

/** The part of a head that tells of its last message, with the preview sealed for the head's own place. */
async function describeLast(ctx: Context, ref: DocumentRef, last: ClearRecord, expiresAt: Instant) {
  const end = bucketEnd(chatMessages, expiresAt);
  const key = await ctx.keyring.keyToSeal({ tenant: ctx.tenant, category: chatMessages.id, end });
  const { text, author } = last.fields as RecordOf<typeof chatMessages>;
  const preview = [...text].slice(0, previewCharacters).join('');
  return {
    last_at: last.createdAt,
    last_message_id: last.id,
    last_author: author,
    preview_aes: seal(key, previewPlace(ref), Buffer.from(preview, 'utf8'), ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
}

/** Two processes can store in the same microsecond: then the id decides, as it does where messages are read in order. */
function isAfter({ createdAt, id }: ClearRecord, head: DocumentData): boolean {
  const lastAt = head['last_at'] as Instant;
  return createdAt === lastAt ? id > (head['last_message_id'] as string) : createdAt > lastAt;
}

/**
 * The head of a conversation after new messages (in the order of their creation). A message that is older
 * than the last one known counts, but is not shown as the last.
 */
export async function headAfter(
  ctx: Context,
  ref: DocumentRef,
  head: DocumentData | undefined,
  messages: readonly ClearRecord[],
): Promise<DocumentData> {
  const [first, last] = [messages[0], messages.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a head changes by messages');
  const isNewest = head === undefined || isAfter(last, head);
  const expiresAt = isNewest ? last.expiresAt : (head['expires_at'] as Instant);
  const counted = (head?.['messages'] as number | undefined) ?? 0;
  return {
    ...head,
    conversation_id: last.fields['conversation_id'],
    first_at: Math.min((head?.['first_at'] as Instant | undefined) ?? Infinity, first.createdAt),
    messages: counted + messages.length,
    expires_at: expiresAt,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
    ...(isNewest && (await describeLast(ctx, ref, last, expiresAt))),
  };
}

/** What a deletion leaves of a conversation. */
export type Remains = {
  /** When the first of the messages that it counts was stored. */
  readonly firstAt: Instant;
  readonly last: ClearRecord;
  readonly messages: number;
};

/** The head of a conversation after a message was deleted by hand; nothing of that message stays in it. */
export async function headFrom(
  ctx: Context,
  head: StoredDocument,
  remains: Remains,
): Promise<DocumentData> {
  const { firstAt, last, messages } = remains;
  return {
    ...head.data,
    first_at: firstAt,
    messages,
    expires_at: last.expiresAt,
    ...(await describeLast(ctx, head.ref, last, last.expiresAt)),
  };
}

async function openPreview(ctx: Context, { ref, data }: StoredDocument): Promise<string> {
  const key = await ctx.keyring.keyToOpen(ctx.tenant, chatMessages.id, data['dek'] as string);
  const preview = open(key, previewPlace(ref), data['preview_aes'] as Uint8Array);
  return Buffer.from(preview).toString('utf8');
}

/** A conversation as interfaces answer it; without the preview for whoever reads masked. @throws DecryptionError */
export async function renderHead(ctx: Context, head: StoredDocument) {
  const { data } = head;
  const isClear = ctx.scopes.has(`${chatMessages.id}:read`);
  return {
    id: data['conversation_id'] as string,
    first_at: formatInstant(data['first_at'] as Instant),
    last_at: formatInstant(data['last_at'] as Instant),
    expires_at: formatInstant(data['expires_at'] as Instant),
    messages: data['messages'] as number,
    last_message: {
      id: data['last_message_id'] as string,
      author: data['last_author'] as string,
      ...(isClear && { preview: await openPreview(ctx, head) }),
    },
  };
}
