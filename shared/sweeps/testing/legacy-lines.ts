import { createCipheriv, randomBytes } from 'node:crypto';
import type { Encoding } from '../legacy/encoding.ts';

export const legacyBytes = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

/**
 * Encrypts a value as the older system did. The result is the IV, followed by the ciphertext of
 * AES/CBC/PKCS5Padding.
 */
export function encryptLegacy(value: unknown, bytes: Uint8Array = legacyBytes): Buffer {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', bytes, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
}

export function encode(bytes: Uint8Array, encoding: Encoding = 'base64'): string {
  return Buffer.from(bytes).toString(encoding === 'raw' ? 'latin1' : encoding);
}

export const legacy = (value: unknown, encoding: Encoding = 'base64') =>
  encode(encryptLegacy(value), encoding);

/** The email address of the one person to whom most lines belong. */
export const importedEmail = 'Jürgen.Groß@bücher.example';

/**
 * Lines as an older system would write them: one of each category, and a second loyalty
 * transaction.
 */
export function legacyLines(input: {
  readonly daysAgo: (days: number) => string;
  readonly raffleId: string;
  readonly poolId: string;
  readonly encoding?: Encoding;
}): string[] {
  const { daysAgo, raffleId, poolId, encoding = 'base64' } = input;
  const aes = (value: unknown) => legacy(value, encoding);
  const at = { created_at: daysAgo(1) };
  return [
    {
      category: 'chat_messages',
      id: 1,
      ...at,
      conversation_id: 'c1',
      author: 'customer',
      text_aes: aes('Grüß Gott, wo bleibt mein Päckchen?'),
    },
    {
      category: 'nlu_messages',
      id: 'n-1',
      ...at,
      conversation_id: 'c1',
      text_aes: aes('Öffnungszeiten'),
      intent: 'opening_hours',
    },
    {
      category: 'messenger_sessions',
      id: 's-1',
      ...at,
      channel: 'whatsapp',
      external_id: '491713920012',
      conversation_id: 'c1',
      state_aes: aes({ schritt: 'Adresse' }),
    },
    {
      category: 'runtime_log',
      id: 'l-1',
      ...at,
      level: 'warn',
      event: 'sign_in.failed',
      email_aes: aes(importedEmail),
      ip: '192.0.2.7',
      message_aes: aes('Kennwort falsch'),
    },
    {
      category: 'customers',
      id: 'kd-1',
      created_at: daysAgo(300),
      last_interaction_at: daysAgo(10),
      email_aes: aes(importedEmail),
      email_bcrypt: '$2a$11$alt',
      authenticated_by: 'sso',
      values_aes: aes({ ort: 'Köln' }),
    },
    {
      category: 'manager_log',
      id: 'm-1',
      ...at,
      actor_aes: aes('chefin@blumen.example'),
      action: 'customers.read',
    },
    {
      category: 'variables',
      id: 'v-1',
      ...at,
      experience_id: 'e1',
      instance_id: 'i1',
      name: 'anrede',
      value_aes: aes(JSON.stringify('Frau')),
    },
    {
      category: 'marketing_consents',
      id: 'mc-1',
      ...at,
      type: 'newsletter',
      email_aes: aes(importedEmail),
      ip_aes: aes('192.0.2.7'),
      opt_in: 'single',
      status: 'confirmed',
    },
    {
      category: 'coupon_codes',
      id: 'cc-1',
      ...at,
      pool_id: poolId,
      kind: 'code',
      code_aes: aes('HERBST-7'),
      email_aes: aes(importedEmail),
    },
    {
      category: 'loyalty_transactions',
      id: 't-1',
      created_at: daysAgo(2),
      email_aes: aes(importedEmail),
      coins: 10,
      reason: 'purchase',
    },
    {
      category: 'loyalty_transactions',
      id: 't-2',
      ...at,
      email_aes: aes(importedEmail),
      coins: -2,
      reason: 'reward',
    },
    {
      category: 'loyalty_redemptions',
      id: 'r-1',
      ...at,
      email_aes: aes(importedEmail),
      reward_id: 'tasse',
      coins: 2,
      firstname_aes: aes('Jürgen'),
      phone_aes: aes('0171 3920012'),
    },
    {
      category: 'raffle_participations',
      id: 'p-1',
      ...at,
      raffle_id: raffleId,
      email_aes: aes(importedEmail),
      lastname_aes: aes('Groß'),
    },
  ].map((line) => JSON.stringify(line));
}
