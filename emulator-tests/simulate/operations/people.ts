import { microsPerDay } from '#shared/base/time/instant.ts';
import {
  allowedDays,
  isShown,
  isUnclear,
  type ModelRecord,
  type ModelTenant,
  shortenRenewed,
  wholeMillis,
} from '../model/model.ts';
import { conversationOf, must, newToken, now, personOf, type Simulation } from '../simulation.ts';
import { type Answer, ask } from '../steps/ask.ts';
import { isDone, near, settleCreated, settleUpsert } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Operations } from './operation.ts';

/** Returns the customer record of a person, if a process may show it. */
function customerOf(tenant: ModelTenant, person: number, at: number): ModelRecord | undefined {
  for (const record of tenant.records.values())
    if (record.category === 'customers' && record.person === person && isShown(tenant, record, at))
      return record;
  return undefined;
}

/**
 * Checks that a customer who interacts now expires 180 days later, or after the number of days that
 * the tenant has chosen.
 */
function checkInteraction(sim: Simulation, tenant: ModelTenant, expiresAt: number): void {
  const days = [...allowedDays(tenant, 'customers', {}, now(sim))];
  must(
    days.some((each) => Math.abs(expiresAt - each * microsPerDay - now(sim)) <= near),
    () =>
      `a customer lives until ${new Date(expiresAt / 1_000).toISOString()}, not for ${days.join(' or ')} days`,
  );
}

async function writeCustomer(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  method: 'PUT' | 'PATCH',
) {
  const { email } = personOf(tenant, step.who);
  const known = customerOf(tenant, step.who, now(sim));
  const word = { [`k${step.pick % 3}`]: newToken(sim) };
  const body = { email, authenticated_by: 'sso', values: word };
  const answer = await ask(sim, step, tenant, {
    of: 'customers',
    method,
    path: '/v1/customers',
    body,
  });
  const before = (method === 'PATCH' ? known?.values['values'] : {}) as object | undefined;
  const values = { ...before, ...word };
  const expected = { person: step.who, named: true, values: { email, values } };
  const isSame = (record: ModelRecord) =>
    record.category === 'customers' && record.person === step.who;
  const record = settleUpsert(
    sim,
    tenant,
    'customers',
    answer,
    expected,
    isSame,
    (_record, expiresAt) => checkInteraction(sim, tenant, expiresAt),
  );
  if (record !== undefined) {
    record.basisAt = basisOf(sim, record);
    shortenRenewed(tenant, record);
    if (isDone(answer)) record.values = { email, values: answer.body.values };
    // While an erasure becomes known, some processes no longer see the earlier record.
    const kept = isUnclear(tenant, 'customers', now(sim)) ? word : values;
    if (isDone(answer)) checkMerged(kept, answer);
  }
}

function checkMerged(values: object, { body }: Answer): void {
  for (const [name, value] of Object.entries(values))
    must(body.values?.[name] === value, () => `a customer has lost the value of ${name}`);
}

function basisOf(sim: Simulation, record: ModelRecord): number {
  const change = sim.changes.findLast(({ ref }) => ref.id === record.id);
  return Number(change?.after?.['basis_at'] ?? record.basisAt);
}

/** Returns the consents of the same person and type that every process may show. */
function sameConsents(tenant: ModelTenant, record: ModelRecord, at: number): ModelRecord[] {
  return [...tenant.records.values()].filter(
    (other) =>
      other.category === 'marketing_consents' &&
      other.person === record.person &&
      other.values['type'] === record.values['type'] &&
      isShown(tenant, other, at),
  );
}

function pickShown(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  pick: number,
  fits: (record: ModelRecord) => boolean = () => true,
) {
  const shown = [...tenant.records.values()].filter(
    (record) =>
      record.category === category &&
      isShown(tenant, record, now(sim) + near) &&
      isShown(tenant, record, now(sim) - near) &&
      fits(record),
  );
  return shown.length === 0 ? undefined : shown[pick % shown.length];
}

/** Operations on customers and consents. */
export const people: Operations = {
  'sign in': (sim, tenant, step) => writeCustomer(sim, tenant, step, 'PUT'),
  merge: (sim, tenant, step) => writeCustomer(sim, tenant, step, 'PATCH'),

  async touch(sim, tenant, step) {
    const known = pickShown(sim, tenant, 'customers', step.pick);
    if (known === undefined) return;
    const answer = await ask(sim, step, tenant, {
      of: 'customers',
      method: 'POST',
      path: `/v1/customers/${known.id}/touch`,
    });
    const change = sim.changes.findLast(({ ref }) => ref.id === known.id);
    const expiresAt = Number(change?.after?.['expires_at'] ?? known.expiresAt);
    if (change?.after !== undefined) {
      checkInteraction(sim, tenant, expiresAt);
      known.expiresAt = expiresAt;
      known.sealedUntil = Math.max(known.sealedUntil, expiresAt);
      known.basisAt = basisOf(sim, known);
      shortenRenewed(tenant, known);
    } else
      must(
        !isDone(answer) || Math.abs(known.basisAt - now(sim)) < near,
        () => 'a touch does not move the expiry',
      );
  },

  async consent(sim, tenant, step) {
    const { email, phone } = personOf(tenant, step.who);
    const type = (['newsletter', 'sms', 'profiling'] as const)[step.pick % 3] ?? 'newsletter';
    const isDouble = step.pick % 2 === 0;
    const conversation = step.pick % 5 === 0 ? conversationOf(step.who, step.pick) : undefined;
    const wording_text = newToken(sim);
    const address = type === 'sms' ? { phone } : { email };
    const body = {
      type,
      ...address,
      wording_text,
      opt_in: isDouble ? 'double' : 'single',
      ...(conversation && { conversation_id: conversation }),
    };
    const answer = await ask(sim, step, tenant, {
      of: 'consents',
      method: 'POST',
      path: '/v1/marketing-consents',
      body,
    });
    const status = isDouble ? 'pending' : 'confirmed';
    settleCreated(sim, tenant, 'marketing_consents', answer, [
      {
        person: step.who,
        conversation,
        named: true,
        kind: { status },
        values: { type, status, wording_text },
      },
    ]);
  },

  async confirm(sim, tenant, step) {
    const known = pickShown(
      sim,
      tenant,
      'marketing_consents',
      step.pick,
      ({ values }) => values['status'] === 'pending',
    );
    if (known === undefined) return;
    const path = `/v1/marketing-consents/${known.id}/confirm`;
    const answer = await ask(sim, step, tenant, { of: 'consents', method: 'POST', path, body: {} });
    const change = sim.changes.findLast(({ ref }) => ref.id === known.id);
    if (answer.status === 409 && answer.body.code !== 'category-off') {
      // Mayfly refuses to confirm a consent if the person has later withdrawn another consent of
      // the same type.
      const given = [...tenant.records.values()].some(
        (other) =>
          other.category === 'marketing_consents' &&
          other.person === known.person &&
          other.values['type'] === known.values['type'] &&
          other.values['status'] === 'withdrawn',
      );
      must(
        given,
        () =>
          `a consent cannot be confirmed (${answer.body.code}), although the person has withdrawn no consent of its type`,
      );
      return;
    }
    if (change?.after?.['status'] !== 'confirmed')
      return must(
        !isDone(answer),
        () => 'a confirmation is answered, but the consent is not confirmed',
      );
    must(
      known.isOvertaken !== true,
      () =>
        `a consent ${known.id} is confirmed, although the person has withdrawn another consent of its type`,
    );
    known.values = { ...known.values, status: 'confirmed' };
    known.expiresAt = Number(change.after['expires_at']);
    known.sealedUntil = Math.max(known.sealedUntil, known.expiresAt);
    const days = [...allowedDays(tenant, 'marketing_consents', { status: 'confirmed' }, now(sim))];
    must(
      days.some((each) => wholeMillis(known.createdAt) + each * microsPerDay === known.expiresAt),
      () => 'a confirmed consent has the wrong expiry',
    );
  },

  async withdraw(sim, tenant, step) {
    const known = pickShown(
      sim,
      tenant,
      'marketing_consents',
      step.pick,
      ({ values }) => values['status'] !== 'withdrawn',
    );
    if (known === undefined) return;
    const path = `/v1/marketing-consents/${known.id}/withdraw`;
    const answer = await ask(sim, step, tenant, { of: 'consents', method: 'POST', path, body: {} });
    for (const { ref, after } of sim.changes) {
      const record = tenant.records.get(ref.id);
      if (record === undefined || after === undefined || record.category !== 'marketing_consents')
        continue;
      const stored = Number(after['expires_at']);
      // A withdrawal does not change the expiry. After a shortened retention, the stored expiry is
      // too late until the next sweep.
      record.expiresAt = Math.min(record.expiresAt, stored);
      if (after['status'] === 'withdrawn') record.withdrawnBeside = ref.id !== known.id;
      record.values = { ...record.values, status: after['status'] };
      record.sealedUntil = Math.max(record.sealedUntil, stored);
    }
    // The ledger may contain this withdrawal, although it was not stored. Then a restore repeats
    // it.
    if (answer.status === 0 || answer.status >= 500) {
      const same = [...tenant.records.values()].filter(
        ({ category, person }) => category === 'marketing_consents' && person === known.person,
      );
      tenant.unanswered.push({ at: now(sim), ids: new Set(same.map(({ id }) => id)) });
    }
    if (!isDone(answer)) return;
    for (const each of sameConsents(tenant, known, now(sim) + near))
      must(
        each.values['status'] !== 'confirmed' || each.createdAt > now(sim) - near,
        () =>
          `a consent ${each.id} is still ${String(each.values['status'])}, although the person has withdrawn a consent of its type`,
      );
  },
};
