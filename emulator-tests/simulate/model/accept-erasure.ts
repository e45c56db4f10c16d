import type { Instant } from '#shared/base/time/instant.ts';
import type { Change } from '../world/observe-store.ts';
import type { ModelRequest, ModelScope, ModelTenant } from './model.ts';
import { categoryIds } from './promises.ts';

type Stored = Pick<Change, 'ref' | 'after'>;

/** Returns the scope of an erasure of a category. The category `*` means the whole tenant. */
export const scopeOf = (category: string): ModelScope => ({
  scope: category === '*' ? 'tenant' : 'category',
  category,
});

/** Returns the instant at which a stored erasure of a category or a tenant takes effect. */
export const effectiveAtOf = (data: Change['after']): Instant =>
  Number(data?.['fenced_at'] ?? data?.['up_to']);

/**
 * Adds an accepted erasure of a category or a tenant to the model. A sweep carries it out.
 * @param unclearUntil the instant until which some processes may not know the erasure
 */
export function acceptErasure(
  tenant: ModelTenant,
  { ref: { id }, after }: Stored,
  { scope, category = '*', at }: ModelRequest,
  unclearUntil: Instant,
): void {
  const effectiveAt = effectiveAtOf(after);
  // The erasure covers records that were created up to this instant. The instant may be a little
  // before the erasure takes effect.
  const upTo = Number(after?.['up_to'] ?? effectiveAt);
  const from = effectiveAt + 1;
  tenant.fences.push({ category, upTo, from, erasure: id });
  if (after?.['cools'] === true) tenant.pending.set(id, { kind: 'erase', category, at: from });
  tenant.unclear.set(category, unclearUntil);
  // A process with a fast clock may have dated older records later than the fence. The erasure
  // deletes these records too, although the fence does not hide them.
  for (const record of tenant.records.values())
    if (record.category === category && record.state === 'live' && record.createdAt > upTo)
      record.state = 'going';
  tenant.erasures.push({ id, scope, category, acceptedAt: at, counted: new Map(), isDone: false });
  if (scope !== 'tenant') return;
  tenant.endsAt = effectiveAt;
  for (const each of categoryIds) tenant.unclear.set(each, unclearUntil);
}
