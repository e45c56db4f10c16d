import * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { noticeWrites } from '#shared/notices/notice.ts';
import { createOnce, type OnceRequest } from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { decodeSettings, fencesRef, profileRef } from '#shared/settings/encode-settings.ts';
import { fenceWrite } from '#shared/settings/fence-erasure.ts';
import { wholeTenant } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { effectiveAfter } from '#shared/tenants/change-profile.ts';
import { cooledOffAt } from '#shared/tenants/cool-off.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { erasures } from '../collections.ts';
import { erasureRef, toldFields } from '../erasure.ts';
import { ofErasures } from '../of-erasures.ts';
import { signOrder } from './offboarding-order.ts';
import { newScopeErasure, reachedUpTo } from './scope-erasure.ts';

/**
 * The categories that can be erased as a whole. The manager log is not one of them, because its
 * entries form hash chains. Its entries are deleted when they expire, or with the whole tenant.
 */
function erasable(categories: readonly Category[]): string[] {
  return categories.filter(({ chained }) => !chained).map(({ id }) => id);
}

/** The body of a request to erase a category or the tenant. */
export function scopeErasureSchema(categories: readonly Category[]) {
  return z.strictObject({
    scope: z.union([
      z.strictObject({ category: z.enum(erasable(categories)) }),
      z.strictObject({ tenant: z.literal(true) }),
    ]),
    confirm: z.literal(true),
  });
}

const right = rightTo('tenant');

/** True if a body asks for the erasure of a category or a tenant. */
export function isOfScope(body: unknown): boolean {
  const scope = (body as { readonly scope?: unknown } | null | undefined)?.scope;
  return typeof scope === 'object' && scope !== null && ('category' in scope || 'tenant' in scope);
}

const named = (value: string | true) => (value === true ? 'tenant' : value);

/**
 * What the manager log notes about a request: the category that the request erases, or `tenant`.
 */
export function scopeNamed(categories: readonly Category[], body: unknown): string[] {
  const parsed = scopeErasureSchema(categories).safeParse(body);
  return parsed.success ? [Object.values(parsed.data.scope).map(named).join()] : [];
}

export type ScopeErased = { readonly erasure: StoredDocument; readonly replayed: boolean };

type OrderSigner = Pick<Signer, 'keyId' | 'sign'>;

export type ScopeWorld = {
  readonly categories: readonly Category[];
  /** Signs the order to erase a tenant. */
  readonly signer: OrderSigner;
};

/** Stores an erasure and its fence in one commit. */
async function acceptErasure(
  now: CheckedContext,
  ledger: Ledger,
  signer: OrderSigner,
  { category, id }: { readonly category: string; readonly id: string },
  markWrites: readonly Write[],
): Promise<StoredDocument> {
  const { store, tenant, purgeShards } = now;
  const [profile, fences] = await Promise.all([
    store.get(profileRef(tenant)),
    store.get(fencesRef(tenant)),
  ]);
  if (profile === undefined) throw new Problem('not-a-member');
  const instant = now.now();
  const settings = decodeSettings(profile.data, fences?.data, instant);
  const { coolingOffHours: hours } = settings;
  const cools = hours > 0;
  const begins = cooledOffAt(instant, hours);
  const upTo = reachedUpTo(cools ? begins : instant);
  const databaseNow = profile.times?.read;
  const later = cools ? begins - instant : 0;
  const scope = {
    category,
    upTo,
    ...(databaseNow !== undefined && { storedBy: databaseNow + later }),
  };
  const effectiveAt = cools ? upTo + 1 : effectiveAfter(instant);
  const isWhole = category === wholeTenant;
  const order = isWhole && (await signOrder(signer, { tenant, erasure: id, upTo }));
  const described = newScopeErasure(id, { now: instant, purgeShards, scope, effectiveAt, cools });
  const data = {
    ...described,
    ...(order !== false && { order }),
    // The erasure of a tenant does not note who gets notices. The notices are deleted with the
    // tenant, so no receipt could state how many notices were accepted.
    ...(!isWhole && toldFields(settings.notices, category)),
  };
  const ref = erasureRef(tenant, id);
  const hidden = { ...scope, erasure: id, ...(cools && { coolsSince: instant }) };
  const fence = fenceWrite(now, tenant, fences, hidden);
  const about = { event: 'erasure', records: [], erasure: id, upTo } as const;
  const told = { ...about, ...(cools && { dueAt: effectiveAt }) };
  const notices = isWhole ? noticeWrites(now, settings.notices, told) : [];
  const writes: Write[] = [{ kind: 'create', ref, data }, fence, ...markWrites, ...notices];
  // An erasure can be cancelled during its cooling-off time. So the ledger notes the deletions of
  // such an erasure only when the erase sweep carries them out.
  const deed: Deed = cools
    ? { kind: 'acceptance', erasure: ref, data, fence: hidden }
    : { kind: 'clearance', erasure: ref, data, decisions: { fences: [scope], shortenings: [] } };
  const [version] = await ledger.commit(now, deed, writes);
  if (version === undefined) throw new Error('the erasure has no version');
  return { ref, data, version };
}

/**
 * Accepts the erasure of a category or of the whole tenant. Without a cooling-off time, the erasure
 * takes effect within 5 s. If the tenant has a cooling-off time, the erasure takes effect at the
 * end of this time, and also deletes records that were stored during this time. As soon as it takes
 * effect, nobody sees the records any more. Later the erase sweep deletes them. Records that are
 * stored in an erased category after the acceptance, or after the cooling-off time, are not
 * deleted. An erased tenant is no longer served. The notice about the erasure of a whole tenant is
 * due when the erasure takes effect, because the endpoints of the recipients are deleted minutes
 * later.
 * @throws Problem `scope-missing`, `validation-failed`, `not-a-member`, `idempotency-mismatch`,
 * `contention`; for a tenant also KeyServiceUnavailable, KeyDenied
 */
export async function eraseScope(
  ctx: Context,
  { categories, signer }: ScopeWorld,
  request: { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<ScopeErased> {
  right(ctx);
  const input = parse(scopeErasureSchema(categories), request.body);
  const category = 'tenant' in input.scope ? wholeTenant : input.scope.category;
  const id = newRecordId(ctx);
  const kept = { collection: erasures.id, rule: () => ofErasures(ctx) };
  const key = request.idempotencyKey;
  const repeat = await describeRepeat(ctx, { ...kept, key, body: input, ids: [id] });
  const once: OnceRequest = { own: erasureRef(ctx.tenant, id), repeat, right };
  const ledger = openLedger(ctx);
  const accepting = createOnce(ctx, once, {
    prepare: async () => ({ prepared: undefined }),
    commit: (now, _prepared, marks) => acceptErasure(now, ledger, signer, { category, id }, marks),
  });
  const effect = await ledger.close(accepting);
  if (effect.by === 'this attempt') return { erasure: effect.answer, replayed: false };
  if (effect.by === 'lost attempt') return { erasure: effect.own, replayed: false };
  return { erasure: effect.documents[0], replayed: true };
}
