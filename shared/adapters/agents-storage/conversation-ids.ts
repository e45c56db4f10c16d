/** Calculates the id of a conversation from its name in a channel. */
export type ConversationIds = (...parts: readonly string[]) => Promise<string>;

const bytesMin = 32;
const toBytes = (text: string) => new TextEncoder().encode(text);

/**
 * Mayfly does not encrypt ids of conversations, and in some channels the id of a conversation is a
 * phone number. So the id is an HMAC-SHA-256 with a secret of the bot's owner. It is the same for
 * the same conversation, and nobody else can guess it.
 * @throws TypeError for a secret of fewer than 32 bytes
 */
export function createConversationIds(secret: string): ConversationIds {
  if (toBytes(secret).length < bytesMin)
    throw new TypeError(`the secret for ids has ${bytesMin} bytes or more`);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', toBytes(secret), algorithm, false, ['sign']);
  return async (...parts) => {
    const text = toBytes(JSON.stringify(parts));
    const digest = new Uint8Array(await crypto.subtle.sign('HMAC', await key, text));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `c-${hex.slice(0, 40)}`;
  };
}
