import { createCipheriv, randomBytes } from 'node:crypto';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { processOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { createRaffleFixture } from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createChainDeps } from '#shared/wiring/manager-log-deps.ts';
import type { Encoding } from '../legacy/encoding.ts';
import { createImport, type Imported } from '../legacy/import-lines.ts';
import { loadLegacyKey, storeLegacyKey } from '../legacy/legacy-keys.ts';
import { runRekey } from '../rekey/run-rekey.ts';

export const legacyBytes = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

/**
 * Encrypts a value as the older system did: the IV, then the ciphertext of AES/CBC/PKCS5Padding.
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

type Options = {
  readonly encoding?: Encoding;
  readonly keepEnvelopes?: boolean;
  readonly ctx?: TestContext;
};

/**
 * Creates a tenant in memory that imports lines of an older system, and the sweep that makes
 * records of waiting lines.
 */
export async function createLegacyFixture() {
  const made = createRaffleFixture();
  const { fixture, open } = made;
  const { clock, store, wrapper, platform } = fixture;
  const { ctx } = made;
  await openTenant(platform, 'acme');
  const keeping = { ...platform, wrapper };
  await storeLegacyKey(keeping, { tenant: 'acme', name: 'old', bytes: legacyBytes });
  const chain = createChainDeps(platform, wrapper);
  let notes = 0;

  async function importTexts(texts: readonly string[], options: Options = {}): Promise<Imported> {
    async function* lines() {
      yield* texts;
    }
    const key = (await loadLegacyKey({ store, wrapper }, 'acme', 'old')) as DataKey;
    const { encoding = 'base64', keepEnvelopes = false } = options;
    const note = async () => void (notes += 1);
    // Each call acts as a separate process.
    return createImport({ categories, chain })(options.ctx ?? ctx, {
      lines: lines(),
      encoding,
      key,
      keepEnvelopes,
      note,
    });
  }

  const daysAgo = (days: number) => formatInstant(clock.now - days * microsPerDay);

  /** Lines of all twelve categories, in the form of the older system. */
  async function createLines(encoding: Encoding = 'base64') {
    const aes = (value: unknown) => legacy(value, encoding);
    const raffle = await open();
    const pool = await processOf(ctx).pool({ kind: 'code' });
    const at = { created_at: daysAgo(1) };
    const email = 'Jürgen.Groß@bücher.example';
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
        external_id: '4915112345678',
        conversation_id: 'c1',
        state_aes: aes({ schritt: 'Adresse' }),
      },
      {
        category: 'runtime_log',
        id: 'l-1',
        ...at,
        level: 'warn',
        event: 'sign_in.failed',
        email_aes: aes(email),
        ip: '192.0.2.7',
        message_aes: aes('Kennwort falsch'),
      },
      {
        category: 'customers',
        id: 'kd-1',
        created_at: daysAgo(300),
        last_interaction_at: daysAgo(10),
        email_aes: aes(email),
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
        email_aes: aes(email),
        ip_aes: aes('192.0.2.7'),
        opt_in: 'single',
        status: 'confirmed',
      },
      {
        category: 'coupon_codes',
        id: 'cc-1',
        ...at,
        pool_id: pool.id,
        kind: 'code',
        code_aes: aes('HERBST-7'),
        email_aes: aes(email),
      },
      {
        category: 'loyalty_transactions',
        id: 't-1',
        created_at: daysAgo(2),
        email_aes: aes(email),
        coins: 10,
        reason: 'purchase',
      },
      {
        category: 'loyalty_transactions',
        id: 't-2',
        ...at,
        email_aes: aes(email),
        coins: -2,
        reason: 'reward',
      },
      {
        category: 'loyalty_redemptions',
        id: 'r-1',
        ...at,
        email_aes: aes(email),
        reward_id: 'tasse',
        coins: 2,
        firstname_aes: aes('Jürgen'),
        phone_aes: aes('0151 12345678'),
      },
      {
        category: 'raffle_participations',
        id: 'p-1',
        ...at,
        raffle_id: raffle,
        email_aes: aes(email),
        lastname_aes: aes('Groß'),
      },
    ].map((line) => JSON.stringify(line));
  }

  return {
    ...fixture,
    ctx,
    email: 'Jürgen.Groß@bücher.example',
    importTexts,
    createLines,
    daysAgo,
    notes: () => notes,
    all: (collection: string, from: Store = store) =>
      from.query({ collection, tenant: 'acme', where: [], orderBy: [], limit: 100_000 }),
    rekey: (
      through: Store = store,
      onFailure: (error: unknown) => void = (error) => {
        throw error;
      },
    ) =>
      runRekey({
        store: through,
        now: () => clock.now,
        monotonic: () => 0,
        budgetSeconds: 60,
        onFailure,
        categories,
        collections,
        wrapper,
        keyVersions: wrapper,
        records: { ...fixture.otherProcess('acme'), store: through },
        restores: 0,
      }),
  };
}
