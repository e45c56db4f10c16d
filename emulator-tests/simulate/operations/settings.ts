import type { Instant } from '#shared/base/time/instant.ts';
import {
  chosenDays,
  forget,
  type ModelTenant,
  settledMicros,
  shorten,
  strayMicros,
} from '../model/model.ts';
import { categoryIds, promiseOf } from '../model/promises.ts';
import { must, now, type Simulation } from '../simulation.ts';
import { type Answer, ask, askPlainly, type Body } from '../steps/ask.ts';
import { isDone, near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Operations } from './operation.ts';

const shortened = categoryIds.filter(
  (id) => promiseOf(id).basis !== 'own expiry' && id !== 'manager_log',
);
const switched = categoryIds.filter((id) => id !== 'manager_log' && id !== 'runtime_log');

const longest = (category: string) => {
  const { days } = promiseOf(category);
  return typeof days === 'number' ? days : Math.max(...Object.values(days.by));
};

/**
 * Changes the profile of a tenant. Returns the answer with the new profile, or undefined if the
 * change failed. If the change was stored but got no answer, this function reads the profile.
 */
async function change(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  body: object,
): Promise<Answer | undefined> {
  const asked = { of: 'tenants', method: 'PUT', path: '/v1/tenant', body } as const;
  const first = await ask(
    sim,
    { ...step, ...(step.fault?.kind === 'twice' ? { fault: undefined } : {}) } as Step,
    tenant,
    asked,
  );
  if (isDone(first)) return first;
  if (first.status !== 0 && first.status < 500) return undefined;
  const isStored = sim.changes.some(
    ({ ref }) => ref.collection === 'tenant_profiles' && ref.tenant === tenant.id,
  );
  if (!isStored) return undefined;
  const told = await askPlainly(sim, step, tenant, {
    of: 'tenants',
    method: 'GET',
    path: '/v1/tenant',
  });
  return isDone(told)
    ? {
        ...told,
        body: {
          ...told.body,
          effective_at: new Date(now(sim) / 1_000 + 5_000 + near / 1_000).toISOString(),
        },
      }
    : undefined;
}

function* idsOf({ records }: ModelTenant, category: string): Generator<string> {
  for (const record of records.values()) if (record.category === category) yield record.id;
}

const toInstant = (text: string): Instant => Date.parse(text) * 1_000;

/** Operations that change a tenant's settings, or cancel a waiting change or erasure. */
export const settings: Operations = {
  async 'choose retention'(sim, tenant, step) {
    const category = shortened[step.pick % shortened.length] ?? 'chat_messages';
    const isBusy = [...tenant.pending.values()].some(
      (each) => each.kind === 'shorten' && each.category === category,
    );
    if (isBusy) return;
    const promise = longest(category);
    const choices =
      category === 'chat_messages'
        ? [1, 7, 30, 60, null]
        : [
            null,
            Math.max(1, Math.floor(promise / 4)),
            Math.max(1, Math.floor(promise / 2)),
            promise - 1,
          ];
    const days = choices[(step.pick >> 5) % choices.length] ?? null;
    const before = chosenDays(tenant, category, now(sim)) ?? promise;
    const answer = await change(sim, tenant, step, {
      categories: { [category]: { retention_days: days } },
    });
    const after = days ?? promise;
    if (answer === undefined) {
      if (step.fault !== undefined && after < before)
        tenant.unshortened.push({ at: now(sim), category, days: after });
      return;
    }
    const pending = answer.body.pending.find(
      (each: Body) => each.kind === 'shorten' && each.category === category,
    );
    if (after < before && tenant.coolingHours > 0) {
      must(
        pending !== undefined,
        () => 'a shorter retention does not wait for its cooling-off time',
      );
      const at = toInstant(pending.effective_at);
      tenant.pending.set(pending.id, {
        kind: 'shorten',
        category,
        days: after,
        chosen: days ?? undefined,
        at,
      });
      return;
    }
    const at = toInstant(answer.body.effective_at);
    tenant.chosen.set(category, [
      ...(tenant.chosen.get(category) ?? []),
      { from: at, days: days ?? undefined },
    ]);
    tenant.unclear.set(category, at + settledMicros);
    if (after >= before) return;
    tenant.shortenings.push({ category, upTo: at, days: after });
    shorten(tenant, { category, upTo: at, days: after });
  },

  async 'switch off'(sim, tenant, step) {
    const category = switched[step.pick % switched.length] ?? 'nlu_messages';
    if (tenant.off.has(category) || tenant.coolingHours > 0) return;
    const existing = step.pick % 2 === 0 ? 'delete' : 'expire';
    const answer = await change(sim, tenant, step, {
      categories: { [category]: { destination: 'off', existing } },
    });
    if (answer === undefined) {
      if (step.fault !== undefined && existing === 'delete')
        tenant.unanswered.push({ at: now(sim), ids: new Set(idsOf(tenant, category)) });
      return;
    }
    const at = toInstant(answer.body.effective_at);
    tenant.off.set(category, at);
    tenant.unclear.set(category, at + settledMicros);
    if (existing === 'delete') tenant.fences.push({ category, upTo: at + strayMicros, from: at });
  },

  async 'switch on'(sim, tenant, step) {
    const [category] = [...tenant.off.keys()].slice(step.pick % Math.max(1, tenant.off.size));
    if (category === undefined || now(sim) - (tenant.off.get(category) ?? 0) < 3_600_000_000)
      return;
    const answer = await change(sim, tenant, step, {
      categories: { [category]: { destination: 'server' } },
    });
    if (answer === undefined) return;
    tenant.off.delete(category);
    tenant.unclear.set(category, toInstant(answer.body.effective_at) + settledMicros);
  },

  async 'choose cooling off'(sim, tenant, step) {
    if ([...tenant.pending.values()].some(({ kind }) => kind === 'cooling')) return;
    const hours = [0, 1, 24, 72][step.pick % 4] ?? 0;
    const answer = await change(sim, tenant, step, { cooling_off_hours: hours });
    if (answer === undefined || hours === tenant.coolingHours) return;
    if (hours > tenant.coolingHours) {
      tenant.coolingHours = hours;
      return;
    }
    const pending = answer.body.pending.find((each: Body) => each.kind === 'cooling-off');
    must(
      pending !== undefined,
      () => 'a shorter cooling-off time does not wait until the present one is over',
    );
    tenant.pending.set(pending.id, { kind: 'cooling', hours, at: toInstant(pending.effective_at) });
  },

  async cancel(sim, tenant, step) {
    const waiting = [...tenant.pending].filter(([, { at }]) => at > now(sim) + 60_000_000);
    const [id, what] = waiting[step.pick % Math.max(1, waiting.length)] ?? [];
    if (id === undefined || what === undefined) return;
    const answer = await askPlainly(sim, step, tenant, {
      of: 'tenants',
      method: 'DELETE',
      path: `/v1/tenant/pending/${id}`,
    });
    if (answer.status >= 500) return;
    must(answer.status === 204, () => `a waiting change cannot be cancelled: ${answer.status}`);
    tenant.pending.delete(id);
    for (const fence of tenant.fences) if (fence.erasure === id) fence.isCancelled = true;
    for (const erasure of tenant.erasures)
      if (erasure.id === id) Object.assign(erasure, { isDone: true, isCancelled: true });
    if (what.kind === 'erase' && what.category === '*') delete tenant.endsAt;
  },
};

/** Marks records as gone if a valid fence hides them. */
export function forgetFenced(tenant: ModelTenant, at: Instant): void {
  for (const fence of tenant.fences)
    if (fence.isCancelled !== true && fence.from <= at)
      forget(
        [...tenant.records.values()].filter(
          (record) =>
            record.state !== 'gone' &&
            (record.category === fence.category ||
              (fence.category === '*' && record.category !== 'manager_log')) &&
            record.createdAt <= fence.upTo,
        ),
        'fenced',
      );
}
