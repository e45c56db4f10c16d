import type { ChatMessages } from '#shared/client/category-shapes.ts';
import type { CreateOf, StoredRecord } from '#shared/client/category-types.ts';
import type { Activity, Conversation } from './activity.ts';
import { channelNameOf } from './channel-name.ts';
import { conversationName } from './conversation-names.ts';

/** The payload of a chat message, from which the store can restore the activity. */
type Payload = {
  /** The logged activity. If its text is short, the text is stored only in the message. */
  readonly activity: { readonly [name: string]: unknown };
  readonly text: 'in the message' | 'here' | 'none';
  /**
   * Names of the parts that were removed because of their size. `others` stands for all parts
   * except those that {@link coreOf} returns.
   */
  readonly left_out?: readonly string[];
};

const textMax = 16_000;
const payloadBytesMax = 65_536;
/**
 * If an activity is too large, the store removes these parts, in this order, until it is small
 * enough.
 */
const heavyParts = [
  'attachments',
  'channelData',
  'value',
  'entities',
  'suggestedActions',
  'speak',
] as const;

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/** Returns the few parts of an activity that say when it was sent, by whom and where. */
function coreOf(activity: Payload['activity']): Payload['activity'] {
  const { type, id, timestamp, localTimestamp, expiration, channelId } = activity;
  const { from, conversation } = activity as Partial<Activity>;
  return {
    type,
    id,
    timestamp,
    localTimestamp,
    expiration,
    channelId,
    from: { id: from?.id, role: from?.role },
    conversation: { id: conversation?.id, isGroup: conversation?.isGroup },
  };
}

/**
 * Removes large parts of the activity until the payload has at most 64 KiB. If the payload is still
 * larger, removes the text too. Then only the beginning of the text is kept, in the message. If
 * other parts are too large, keeps only the core of the activity.
 */
function withinLimit(payload: Payload): Payload {
  if (bytesOf(payload) <= payloadBytesMax) return payload;
  const activity = { ...payload.activity };
  // The payload lists the names of the removed parts in `left_out`. The measurement of its size
  // assumes that `left_out` names all parts. So the payload is never larger than measured.
  const longest = { text: 'in the message', left_out: [...heavyParts, 'text', 'others'] } as const;
  const isTooLarge = () => bytesOf({ activity, ...longest }) > payloadBytesMax;
  const leftOut: string[] = heavyParts.filter(
    (part) => part in activity && isTooLarge() && Reflect.deleteProperty(activity, part),
  );
  const isCut = payload.text === 'here' && isTooLarge();
  if (isCut) Object.assign(activity, { text: '' });
  const text = isCut ? longest.text : payload.text;
  const gone = isCut ? [...leftOut, 'text'] : leftOut;
  return isTooLarge()
    ? { activity: coreOf(activity), text, left_out: [...gone, 'others'] }
    : { activity, text, left_out: gone };
}

const authors = { user: 'customer' } as const;

/**
 * Returns an activity as JSON. The runtime's class stores the channel in the property `_channelId`.
 * The result contains this property as `channelId`.
 */
function plainOf(activity: Activity): Payload['activity'] {
  const entries = Object.entries(JSON.parse(JSON.stringify(activity)) as Payload['activity']);
  return Object.fromEntries(
    entries.map(([name, value]) => [name === '_channelId' ? 'channelId' : name, value]),
  );
}

/** The time of an activity in the form of RFC 3339. Undefined if the activity has no valid time. */
function instantOf({ timestamp }: Activity): string | undefined {
  const at = timestamp === undefined ? Number.NaN : new Date(timestamp).getTime();
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/**
 * Creates the chat message of an activity. A text of at most 16,000 characters is stored only in
 * the message. If the text is longer, the message contains its beginning, and the payload contains
 * the whole text. If the payload is over 64 KiB, large parts of the activity are left out. If this
 * is not enough, the end of the text is left out too, and then all parts except the core.
 */
export function toMessage(activity: Activity, conversation: Conversation): CreateOf<ChatMessages> {
  const plain = plainOf(activity);
  const text =
    typeof plain['text'] === 'string' && plain['text'] !== '' ? plain['text'] : undefined;
  const isShort = text !== undefined && [...text].length <= textMax;
  const kept = isShort ? { ...plain, text: '' } : plain;
  const where = isShort ? 'in the message' : text === undefined ? 'none' : 'here';
  const sentAt = instantOf(activity);
  const role = activity.from?.role as keyof typeof authors | undefined;
  return {
    conversation_external_id: conversationName(conversation),
    author: (role && authors[role]) ?? 'bot',
    text: text === undefined ? `(${activity.type})` : [...text].slice(0, textMax).join(''),
    payload: withinLimit({ activity: kept, text: where }),
    experience_id: channelNameOf(conversation.channelId),
    ...(sentAt !== undefined && { sent_at: sentAt }),
  };
}

/**
 * Returns the activity that a message contains. Undefined if this store did not write the message.
 */
export function fromMessage({
  text,
  payload,
}: StoredRecord<ChatMessages>): Payload['activity'] | undefined {
  const { activity, text: where } = (payload ?? {}) as Partial<Payload>;
  if (typeof activity !== 'object' || activity === null) return undefined;
  const whole = where === 'in the message' ? { ...activity, text } : { ...activity };
  const times = ['timestamp', 'localTimestamp', 'expiration'].flatMap((name) =>
    typeof activity[name] === 'string' ? [[name, new Date(activity[name])] as const] : [],
  );
  return { ...whole, ...Object.fromEntries(times) };
}
