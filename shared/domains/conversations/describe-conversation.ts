import { requireRead } from '#shared/access/scope.ts';
import { isAdmittedBy } from '#shared/access/watch-scopes.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf, liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirstOf } from '#shared/store/category-collection.ts';
import { isLive, liveQuery } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';
import { renderHead } from './head.ts';
import { headRef } from './head-ref.ts';
import { kinds, saidOfMessages, subjectRefs } from './set-subject.ts';

/**
 * What a caller has stated about the person of a conversation: the kind of identifier, and when the
 * statement was stored and expires. The identifier itself is never shown.
 */
export type SaidToBeWith = {
  readonly kind: string;
  readonly said_at: string;
  readonly expires_at: string;
  /** The id of the customer with the stated email, for callers who may read customers. */
  readonly customer_id?: string;
};

function mayReadCustomers({ scopes }: Context): boolean {
  return isAdmittedBy(scopes, `${customers.id}:read`) || scopes.has(`${customers.id}:masked`);
}

/** Finds the id of the live customer whose email has this lookup hash. Nothing is decrypted. */
async function findCustomer(ctx: Context, lookup: unknown): Promise<string | undefined> {
  const [found] = await ctx.store.query(
    liveQuery(categoryRuleOf(ctx, customers), {
      collection: customers.id,
      tenant: ctx.tenant,
      where: [{ field: bcryptName('email'), op: '==', value: lookup }],
      orderBy: newestFirstOf(customers),
      limit: 1,
    }),
  );
  return found?.ref.id;
}

async function tellOf(ctx: Context, kind: string, said: StoredDocument): Promise<SaidToBeWith> {
  const isKnown = kind === 'email' && mayReadCustomers(ctx);
  const customerId = isKnown ? await findCustomer(ctx, said.data['lookup']) : undefined;
  return {
    kind,
    said_at: formatInstant(said.data['created_at'] as Instant),
    expires_at: formatInstant(said.data['expires_at'] as Instant),
    ...(customerId !== undefined && { customer_id: customerId }),
  };
}

/**
 * Describes a live conversation: the data of its row in a list, and what is stated about its
 * person. It reads four documents. If the person was stated by email and the caller may read
 * customers, it also makes one query.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function describeConversation(
  ctx: Context,
  input: { readonly conversationId: string },
) {
  requireRead(ctx.scopes, chatMessages.id);
  const { conversationId } = input;
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  const refs = subjectRefs(ctx.tenant, conversationId);
  const [head, ...said] = await ctx.store.getAll([headRef(ctx.tenant, conversationId), ...refs]);
  if (!isLive(head, liveRuleOf(ctx, conversationHeads))) throw new Problem('record-not-found');
  const rule = liveRuleOf(ctx, saidOfMessages);
  const told = Object.keys(kinds).flatMap((kind, index) => {
    const document = said[index];
    return isLive(document, rule) ? [tellOf(ctx, kind, document)] : [];
  });
  const [conversation, ...said_to_be_with] = await Promise.all([renderHead(ctx, head), ...told]);
  return { ...conversation, said_to_be_with };
}
