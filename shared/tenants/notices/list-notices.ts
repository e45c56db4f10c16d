import { requireProcessing } from '#shared/access/scope.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { notices } from '#shared/notices/collections.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';

/** The possible states of a notice. */
export const noticeStates = ['waiting', 'taken', 'given_up'] as const;

/** A notice in the form of the API's answer: ids, states and instants. */
export function renderNotice({ ref, data }: StoredDocument) {
  const instant = (field: string) => {
    const value = data[field] as Instant | undefined;
    return value === undefined ? null : formatInstant(value);
  };
  const isWaiting = data['state'] === 'waiting';
  return {
    id: ref.id,
    endpoint: data['endpoint'] as string,
    event: data['event'] as string,
    category: (data['category'] as string | undefined) ?? null,
    records: data['records'] as string[],
    erasure: (data['erasure'] as string | undefined) ?? null,
    state: data['state'] as string,
    attempts: data['attempts'] as number,
    failure: (data['failure'] as string | undefined) ?? null,
    created_at: instant('created_at'),
    next_attempt_at: isWaiting ? instant('due_at') : null,
    tried_until: instant('until'),
    settled_at: instant('settled_at'),
    expires_at: instant('expires_at'),
  };
}

/**
 * Lists notices of a tenant, the newest first. It costs one query for each page.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listNotices(
  ctx: Context,
  { state }: { readonly state?: string | undefined },
  page: PageRequest,
) {
  requireProcessing(ctx.scopes);
  const scope = [notices.id, state ?? ''];
  const where: Filter[] = state === undefined ? [] : [{ field: 'state', op: '==', value: state }];
  const rule = { now: ctx.now(), later: [] };
  const query = { collection: notices.id, where, orderBy: newestFirst, scope, rule };
  const found = await findPage(ctx, query, page);
  return { items: found.items.map(renderNotice), next_cursor: found.next_cursor };
}
