import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { RecordOf } from '#shared/categories/define-category.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';

import { freshTally, tallyOf } from './head-tally.ts';
import { countLive } from './live-tally.ts';
import { packTally } from './pack-tally.ts';
import { type Tally, withMessages } from './tally.ts';

/** The number of code points of the last message that a list of conversations shows. */
const previewCharacters = 200;

function previewPlace(ref: DocumentRef): Place {
  return { tenant: ref.tenant, category: ref.collection, recordId: ref.id, field: 'preview' };
}

/** The first code points of a text. A code point has at most two UTF-16 units. */
function beginningOf(text: string): string {
  if (text.length <= previewCharacters) return text;
  const start = text.slice(0, 2 * previewCharacters);
  return [...start].slice(0, previewCharacters).join('');
}

/**
 * The fields of a head about its last message. The encrypted preview can be decrypted only in this
 * head.
 */
async function describeLast(ctx: Context, ref: DocumentRef, last: ClearRecord, expiresAt: Instant) {
  const end = bucketEnd(chatMessages, expiresAt);
  const key = await ctx.keyring.keyToSeal({ tenant: ctx.tenant, category: chatMessages.id, end });
  const { text, author } = last.fields as RecordOf<typeof chatMessages>;
  const preview = beginningOf(text);
  return {
    last_at: last.createdAt,
    last_message_id: last.id,
    last_author: author,
    preview_aes: seal(key, previewPlace(ref), Buffer.from(preview, 'utf8'), ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
}

/** The fields of a head that {@link describeLast} wrote. */
function describedLast(head: DocumentData): DocumentData {
  const names = new Set(['last_at', 'last_message_id', 'last_author', 'preview_aes', 'dek', 'enc']);
  return Object.fromEntries(Object.entries(head).filter(([name]) => names.has(name)));
}

/**
 * True if a message is later than the last message of a head. Two processes can store messages in
 * the same microsecond. Then the message with the greater id is later. Answers list messages in
 * this order too.
 */
function isAfter({ createdAt, id }: ClearRecord, head: DocumentData): boolean {
  const lastAt = head['last_at'] as Instant;
  return createdAt === lastAt ? id > (head['last_message_id'] as string) : createdAt > lastAt;
}

/**
 * The experience of the newest message that contains an experience id. Messages without an
 * experience id do not change the experience.
 */
function experienceAfter(
  head: DocumentData | undefined,
  messages: readonly ClearRecord[],
  isNewest: boolean,
): DocumentData {
  const named = messages.findLast(({ fields }) => fields['experience_id'] !== undefined);
  const [known, told] = [head?.['experience_id'], named?.fields['experience_id']];
  const experience = isNewest ? (told ?? known) : (known ?? told);
  return experience === undefined ? {} : { experience_id: experience };
}

/**
 * The head of a conversation after new messages (in the order of their creation). A new message
 * that is older than the last message of the head is counted, but is not shown as the last.
 */
export async function headAfter(
  ctx: Context,
  ref: DocumentRef,
  head: DocumentData | undefined,
  messages: readonly ClearRecord[],
): Promise<DocumentData> {
  const last = messages.at(-1);
  if (last === undefined) throw new Error('headAfter needs at least one message');
  const isNewest = head === undefined || isAfter(last, head);
  const expiresAt = isNewest ? last.expiresAt : (head['expires_at'] as Instant);
  const known = head === undefined ? [] : freshTally(ctx, head);
  return {
    ...(isNewest ? await describeLast(ctx, ref, last, expiresAt) : describedLast(head)),
    ...experienceAfter(head, messages, isNewest),
    conversation_id: last.fields['conversation_id'],
    tally: packTally(withMessages(known, messages)),
    expires_at: expiresAt,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
  };
}

/**
 * The head of a conversation after messages were deleted by hand or hidden. It describes the last
 * remaining message, and keeps the experience.
 */
export async function headFrom(
  ctx: Context,
  head: StoredDocument,
  { last, tally }: { readonly last: ClearRecord; readonly tally: Tally },
): Promise<DocumentData> {
  return {
    ...(await describeLast(ctx, head.ref, last, last.expiresAt)),
    ...experienceAfter(head.data, [], false),
    conversation_id: head.data['conversation_id'],
    tally: packTally(tally),
    expires_at: last.expiresAt,
    purge_shard: head.data['purge_shard'],
  };
}

/**
 * Decrypts the preview of a head. A head has no preview if it lost its last message, and the
 * message before that could not be decrypted.
 * @throws DecryptionError
 */
async function openPreview(ctx: Context, { ref, data }: StoredDocument): Promise<string> {
  if (data['preview_aes'] === undefined) return '';
  const key = await ctx.keyring.keyToOpen(ctx.tenant, chatMessages.id, data);
  const preview = open(key, previewPlace(ref), data['preview_aes'] as Uint8Array);
  return Buffer.from(preview).toString('utf8');
}

/**
 * A conversation in an answer. Callers who may read only masked fields get no preview.
 * @throws DecryptionError
 */
export async function renderHead(ctx: Context, head: StoredDocument) {
  const { data } = head;
  const isClear = ctx.scopes.has(`${chatMessages.id}:read`);
  // The last message is live as long as its head is live. So a live conversation has at least this
  // message.
  const least = { messages: 1, firstAt: data['last_at'] as Instant };
  const live = countLive(tallyOf(data), categoryRuleOf(ctx, chatMessages)) ?? least;
  return {
    id: data['conversation_id'] as string,
    first_at: formatInstant(live.firstAt),
    last_at: formatInstant(data['last_at'] as Instant),
    expires_at: formatInstant(data['expires_at'] as Instant),
    messages: live.messages,
    ...(data['experience_id'] !== undefined && { experience_id: data['experience_id'] as string }),
    last_message: {
      id: data['last_message_id'] as string,
      author: data['last_author'] as string,
      ...(isClear && { preview: await openPreview(ctx, head) }),
    },
  };
}
