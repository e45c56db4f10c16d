import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { type Right, rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { LookupNormaliser } from '#shared/categories/define-category.ts';
import {
  channelName,
  emailAddress,
  externalId,
  phoneNumber,
  plainId,
} from '#shared/categories/field-schemas.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import type { Context } from '#shared/records/context.ts';
import { lookupFormOf, requirePhone } from '#shared/records/lookup-form.ts';
import { type Fenced, liveRuleOf } from '#shared/settings/live-rule.ts';
import { longestRetentionDays } from '#shared/settings/retention.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import { createOrReplace, type DocumentRef } from '#shared/store/store.ts';
import { headRef } from './head-ref.ts';

/** The identifiers by which a caller can say who the person of a conversation is. */
export const kinds: { readonly [field: string]: LookupNormaliser } = {
  email: 'email',
  phone: 'phone',
  external_id: 'exact',
};

const subjectSchema = z
  .strictObject({
    email: emailAddress.optional(),
    phone: phoneNumber.optional(),
    external_id: externalId.optional(),
    /**
     * The channel from which the identifier comes. WhatsApp writes phone numbers without a plus.
     */
    channel: channelName.optional(),
  })
  .refine((body) => Object.keys(kinds).filter((name) => name in body).length === 1, {
    params: { rule: 'exactly one of email, phone, external_id' },
  });

function subjectRef(head: DocumentRef, name: string): DocumentRef {
  return { ...head, collection: conversationLinks.id, id: `${head.id}.subject.${name}` };
}

/** The {@link subjectRefs} of the conversation that has this head. */
export function subjectRefsOfHead(head: DocumentRef): DocumentRef[] {
  return Object.keys(kinds).map((name) => subjectRef(head, name));
}

/** All documents in which {@link setSubject} may have stored the subject of a conversation. */
export function subjectRefs(tenant: string, conversationId: string): DocumentRef[] {
  return subjectRefsOfHead(headRef(tenant, conversationId));
}

/**
 * A fence (it hides everything that was created up to an instant) on the messages also hides the
 * subjects of their conversations. A shorter retention does not hide the subjects.
 */
export const saidOfMessages: Fenced = {
  category: chatMessages.id,
  lifeFields: { fence: 'created_at', basis: 'expires_at' },
};

const storesMessages: Right = (caller) => {
  rightTo(`${chatMessages.id}:write`)(caller);
  requireStored(caller, chatMessages);
};

export type Subject = { readonly created: boolean; readonly expiresAt: Instant };

/**
 * Stores the person of a conversation, so that an erasure of this person finds the conversation. It
 * stores only the lookup hash, for the longest retention of a chat message. If the conversation
 * lasts longer, the caller must state the person again. The subject is deleted when its
 * conversation or the category is deleted. If only restricted messages of the conversation remain,
 * the subject stays.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `record-not-found` for an
 * invalid id, `contention`
 */
export async function setSubject(
  ctx: Context,
  input: { readonly conversationId: string; readonly body: unknown },
): Promise<Subject> {
  storesMessages(ctx);
  const { conversationId } = input;
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  const { channel, ...person } = parse(subjectSchema, input.body);
  const [name = '', value] = Object.entries(person)[0] ?? [];
  const beside = { channel };
  if (person.phone !== undefined) await requirePhone(ctx, person.phone, beside, '/phone');
  const form = lookupFormOf(ctx, kinds[name] ?? 'exact', beside);
  const lookup = await ctx.lookup.hash(ctx.tenant, name, form, String(value));
  const ref = subjectRef(headRef(ctx.tenant, conversationId), name);
  // If the stored document has another lookup hash, this request has not replaced the former
  // subject. Then the entry in the ledger is cancelled.
  const ledger = openLedger(ctx, ({ data }) => data['lookup'] !== lookup);
  let isReplacing = false;
  const setting = retryChecked(ctx, storesMessages, async (now) => {
    const earlier = await now.store.get(ref);
    const isOther = earlier !== undefined && earlier.data['lookup'] !== lookup;
    // The ledger notes that the former subject is deleted. Otherwise a restored backup could bring
    // it back, even after the former person was erased.
    const deed = { kind: 'deletion', documents: [ref] } as const;
    if (isOther) await ledger.remember(now, deed);
    isReplacing ||= isOther;
    // A restore deletes the subjects that were created up to the instant of an entry. So the new
    // subject is dated after the entry of this change. It is also dated after the former subject,
    // which is later than all earlier entries.
    const before = (earlier?.data['created_at'] as Instant | undefined) ?? 0;
    const createdAt = Math.max(now.now(), before) + Number(isReplacing);
    const expiresAt = createdAt + longestRetentionDays(chatMessages) * microsPerDay;
    const data = {
      lookup,
      conversation_id: conversationId,
      of_category: chatMessages.id,
      created_at: createdAt,
      expires_at: expiresAt,
      purge_shard: purgeShard(ref.id, now.purgeShards),
    };
    if (isOther)
      await ledger.commit(now, deed, [{ kind: 'replace', ref, data, version: earlier.version }]);
    else await now.commit([createOrReplace(ref, data, earlier)]);
    return { created: !isLive(earlier, liveRuleOf(now, saidOfMessages)), expiresAt };
  });
  return ledger.close(setting);
}

/** The answer of {@link setSubject}. It never contains the person's identifier. */
export function renderSubject(conversationId: string, subject: Subject) {
  return { conversation_id: conversationId, expires_at: formatInstant(subject.expiresAt) };
}
