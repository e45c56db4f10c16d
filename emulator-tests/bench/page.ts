import { createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { openPage } from '#shared/records/open-page.ts';
import { sealRecord } from '#shared/records/seal-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { StoredDocument, Version } from '#shared/store/store.ts';
import { encryptGcm, gcmNonceBytes, gcmTagBytes } from '#shared/vault/encrypt-gcm.ts';

const messages = 50;

/**
 * Makes a page with 50 messages of one conversation. Each message has `bytes` bytes. Of the
 * returned functions, `own` opens the page with Mayfly's code, and `bare` with Node's cipher alone.
 */
export async function preparePage(bytes: number) {
  const ctx = createTestFixture().contextOf('acme');
  const text = 'ä'.repeat(bytes / 2);
  const documents = await Promise.all(
    Array.from({ length: messages }, async (_, at): Promise<StoredDocument> => {
      const id = at.toString(16).padStart(32, '0');
      const createdAt = ctx.now() + at;
      const expiresAt = ctx.now() + 86_400_000_000;
      const fields = { conversation_id: 'c1', author: 'customer', text };
      const record = { id, createdAt, basisAt: createdAt, expiresAt, fields };
      const data = await sealRecord(ctx, chatMessages, record, []);
      const ref = { tenant: ctx.tenant, collection: chatMessages.id, id };
      return { ref, data, version: '1.0' as Version };
    }),
  );
  const key = createSecretKey(randomBytes(32));
  const aad = Buffer.from(`3|${ctx.tenant}|chat_messages|${'0'.repeat(32)}|text|${'0'.repeat(32)}`);
  const sealed = documents.map(() => {
    const nonce = randomBytes(gcmNonceBytes);
    const [ciphertext, tag] = encryptGcm('aes-256-gcm', key, nonce, Buffer.from(text), aad);
    return Buffer.concat([nonce, ciphertext, tag]);
  });
  return {
    messages,
    own: () =>
      openPage(ctx, chatMessages, { items: documents, next_cursor: null, newest_cursor: null }),
    bare: () => {
      for (const each of sealed) {
        const decipher = createDecipheriv('aes-256-gcm', key, each.subarray(0, gcmNonceBytes));
        decipher.setAAD(aad).setAuthTag(each.subarray(each.length - gcmTagBytes));
        decipher.update(each.subarray(gcmNonceBytes, each.length - gcmTagBytes));
        decipher.final();
      }
    },
  };
}
