import { acceptErasure, effectiveAtOf, scopeOf } from '../model/accept-erasure.ts';
import {
  expiriesOf,
  forget,
  isShown,
  type ModelErasure,
  type ModelRecord,
  type ModelScope,
  type ModelTenant,
  strayMicros,
} from '../model/model.ts';
import { categoryIds, promiseOf } from '../model/promises.ts';
import { conversationOf, count, must, now, personOf, type Simulation } from '../simulation.ts';
import { type Answer, ask, askPlainly } from '../steps/ask.ts';
import { createdIn, isDone, isUncertain, near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { FunctionName } from '../world/create-process.ts';
import type { Operations } from './operation.ts';

const deletable = categoryIds.filter((id) => id !== 'manager_log');

function pickShown(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  fits: (record: ModelRecord) => boolean,
) {
  const shown = [...tenant.records.values()].filter(
    (record) =>
      fits(record) &&
      isShown(tenant, record, now(sim) + near) &&
      isShown(tenant, record, now(sim) - near),
  );
  return shown.length === 0 ? undefined : shown[step.pick % shown.length];
}

/** Returns the records of a tenant that the step has deleted. */
function deletedBy(sim: Simulation, tenant: ModelTenant): ModelRecord[] {
  return sim.changes.flatMap(({ ref, after }) => {
    const record =
      ref.tenant === tenant.id && after === undefined ? tenant.records.get(ref.id) : undefined;
    return record?.category === ref.collection ? [record] : [];
  });
}

/**
 * Notes records that a caller wanted to delete, if the caller got no answer. The ledger may contain
 * the deletion although nothing was deleted. Then a restore deletes the records.
 */
function noteUnanswered(
  sim: Simulation,
  tenant: ModelTenant,
  answer: Answer,
  records: readonly ModelRecord[],
): void {
  if (!isUncertain(answer)) return;
  tenant.unanswered.push({ at: now(sim), ids: new Set(records.map(({ id }) => id)) });
}

/**
 * Notes a request for an erasure that had a fault or got no answer. The ledger may contain an
 * erasure that is not stored. Then a restore carries it out.
 */
function noteDisturbed(
  sim: Simulation,
  tenant: ModelTenant,
  { fault }: Step,
  answer: Answer,
  scope: ModelScope,
): void {
  if (fault !== undefined || isUncertain(answer)) tenant.unstored.push({ ...scope, at: now(sim) });
}

/**
 * For each category, counts the documents that the step deleted. A document counts only if it had
 * not expired at the given instant. `expiry` selects one of the two expiries of a document.
 */
function countDeleted(
  sim: Simulation,
  tenant: ModelTenant,
  expiry: keyof ReturnType<typeof expiriesOf>,
  at: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const change of sim.changes) {
    const { ref, after } = change;
    const isDeleted = ref.tenant === tenant.id && after === undefined;
    if (isDeleted && expiriesOf(tenant, change)[expiry] > at)
      counts.set(ref.collection, (counts.get(ref.collection) ?? 0) + 1);
  }
  return counts;
}

/** Checks that an erasure has its receipt, and that the counts in the receipt are correct. */
async function checkReceipt(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  erasure: ModelErasure,
): Promise<void> {
  if (sim.world.fake.state !== 'up') return;
  const answer = await askPlainly(sim, step, tenant, {
    of: 'subjects',
    method: 'GET',
    path: `/v1/erasures/${erasure.id}/receipt`,
  });
  must(answer.status === 200, () => `a complete erasure has no receipt: ${answer.status}`);
  const [, payload = ''] = answer.text.split('.');
  const told = JSON.parse(Buffer.from(payload, 'base64url').toString());
  must(
    told.erasure === erasure.id && told.kind === 'erasure',
    () => 'a receipt is about another erasure',
  );
  const counts = new Map<string, number>(
    told.categories.map((each: { readonly category: string; readonly count: number }) => [
      each.category,
      each.count,
    ]),
  );
  // The erasure also deletes expired documents. It does not count them, because nobody may get to
  // know about them.
  const [most, least] = [
    countDeleted(sim, tenant, 'stored', now(sim) - near),
    countDeleted(sim, tenant, 'readable', now(sim) + near),
  ];
  for (const category of categoryIds) {
    const many = counts.get(category) ?? 0;
    must(
      many >= (least.get(category) ?? 0) && many <= (most.get(category) ?? 0),
      () =>
        `a receipt states ${many} records of ${category}, but ${most.get(category) ?? 0} were deleted`,
    );
  }
  count(sim, 'check: receipt');
}

/** Erases a person or a conversation. If the process dies, a sweep completes the erasure later. */
async function eraseSome(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  scope: object,
  of: ModelScope,
  reach: {
    readonly must: (record: ModelRecord) => boolean;
    readonly may: (record: ModelRecord) => boolean;
  },
): Promise<void> {
  const before = [...tenant.records.values()].filter(
    (record) => record.state !== 'gone' && record.category !== 'manager_log',
  );
  const shown = before.filter(
    (record) => record.state === 'live' && isShown(tenant, record, now(sim) + near),
  );
  const bound = shown.filter(reach.must);
  const answer = await ask(sim, step, tenant, {
    of: 'subjects',
    method: 'POST',
    path: '/v1/erasures',
    body: { scope, confirm: true },
  });
  noteDisturbed(sim, tenant, step, answer, of);
  const [accepted] = createdIn(sim, tenant, 'erasures');
  const deleted = deletedBy(sim, tenant);
  for (const record of deleted)
    must(
      reach.may(record) || reach.must(record),
      () => `${record.category} ${record.id} of somebody else is erased`,
    );
  if (accepted === undefined) {
    must(!isDone(answer), () => 'an answered erasure is not stored');
    must(deleted.length === 0, () => 'an erasure that nobody has accepted has deleted something');
    const meant = before.filter((record) => reach.must(record) || reach.may(record));
    noteUnanswered(sim, tenant, answer, meant);
    return;
  }
  const isComplete = accepted.after?.['pending'] === false;
  const erasure: ModelErasure = {
    id: accepted.ref.id,
    ...of,
    acceptedAt: now(sim),
    bound: new Set(bound.map(({ id }) => id)),
    counted: new Map(),
    isDone: isComplete,
  };
  tenant.erasures.push(erasure);
  forget(deleted, 'erased');
  if (isComplete) {
    for (const record of bound)
      must(
        record.state === 'gone',
        () => `${record.category} ${record.id} is still stored after an erasure of ${of.scope}`,
      );
    if (isDone(answer)) await checkReceipt(sim, tenant, step, erasure);
    return;
  }
  must(!isDone(answer), () => 'an erasure is answered before it is complete');
  for (const record of before)
    if (record.state === 'live' && (reach.must(record) || reach.may(record)))
      record.state = 'going';
}

/** Requests the erasure of a category or a tenant. A sweep carries it out. */
async function eraseScope(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  scope: object,
  category: string,
): Promise<Answer> {
  const answer = await ask(sim, step, tenant, {
    of: 'subjects',
    method: 'POST',
    path: '/v1/erasures',
    body: { scope, confirm: true },
  });
  noteDisturbed(sim, tenant, step, answer, scopeOf(category));
  const [accepted] = createdIn(sim, tenant, 'erasures');
  must(
    accepted !== undefined || (answer.status !== 202 && !isDone(answer)),
    () => 'an accepted erasure is not stored',
  );
  if (accepted === undefined) return answer;
  const effectiveAt = effectiveAtOf(accepted.after);
  must(
    tenant.coolingHours === 0 ||
      effectiveAt >= now(sim) + tenant.coolingHours * 3_600_000_000 - near,
    () => 'an erasure takes effect before its cooling-off time is over',
  );
  acceptErasure(tenant, accepted, { ...scopeOf(category), at: now(sim) }, now(sim) + near);
  return answer;
}

/** The conversations that surely belong to a person, because a caller has stated the person. */
function statedConversations(sim: Simulation, tenant: ModelTenant, person: number): string[] {
  const isSurelyStored = (statedAt: number) =>
    !tenant.fences.some(
      ({ category, upTo }) =>
        (category === 'chat_messages' || category === '*') && upTo + strayMicros + near >= statedAt,
    );
  return [...tenant.subjects]
    .filter(([, each]) => each.person === person && each.until > now(sim) + near)
    .filter(([, { statedAt }]) => isSurelyStored(statedAt))
    .map(([id]) => id);
}

/** Operations that delete and erase. */
export const forgetting: Operations = {
  async delete(sim, tenant, step) {
    const record = pickShown(sim, tenant, step, ({ category }) => deletable.includes(category));
    if (record === undefined) return;
    const { service, path } = promiseOf(record.category);
    const answer = await ask(sim, step, tenant, {
      of: service as FunctionName,
      method: 'DELETE',
      path: `/v1/${path}/${record.id}`,
    });
    const deleted = deletedBy(sim, tenant);
    must(
      deleted.every(({ id }) => id === record.id),
      () => 'a deletion of one record has deleted another',
    );
    if (answer.status === 204)
      must(
        deleted.length === 1 || step.fault !== undefined,
        () => `a deletion is answered, but ${record.category} ${record.id} is not deleted`,
      );
    forget(deleted, 'deleted');
    noteUnanswered(sim, tenant, answer, [record]);
    // With the last message of a conversation, Mayfly also deletes the conversation's link to the
    // stated person. This message may be the last one. So the model no longer expects the link.
    if (record.conversation !== undefined) tenant.subjects.delete(record.conversation);
  },

  async 'delete conversation'(sim, tenant, step) {
    const conversation = conversationOf(step.who, step.pick);
    const of = (record: ModelRecord) =>
      record.category === 'chat_messages' && record.conversation === conversation;
    const bound = [...tenant.records.values()].filter(
      (record) => of(record) && isShown(tenant, record, now(sim) + near),
    );
    const answer = await ask(sim, step, tenant, {
      of: 'chat',
      method: 'DELETE',
      path: `/v1/conversations/${conversation}`,
    });
    tenant.subjects.delete(conversation);
    const deleted = deletedBy(sim, tenant);
    must(deleted.every(of), () => 'deleting a conversation has deleted something else');
    forget(deleted, 'deleted with its conversation');
    noteUnanswered(sim, tenant, answer, bound);
    if (answer.status === 204)
      for (const record of bound)
        must(
          record.state !== 'live',
          () => `message ${record.id} of a deleted conversation is still stored`,
        );
  },

  async correct(sim, tenant, step) {
    const record = pickShown(
      sim,
      tenant,
      step,
      ({ category }) => category === 'loyalty_redemptions',
    );
    if (record === undefined) return;
    const postal_address = `corrected-${record.id}-${step.at}`;
    const answer = await ask(sim, step, tenant, {
      of: 'loyalty',
      method: 'PATCH',
      path: `/v1/loyalty-redemptions/${record.id}`,
      body: { postal_address },
    });
    const isStored = sim.changes.some(
      ({ ref, after }) => ref.id === record.id && after !== undefined,
    );
    must(!isDone(answer) || isStored, () => 'a correction is not stored');
    // The ledger may list an attempt that died later than the stored correction, because the clock
    // of its process was ahead.
    if (step.fault !== undefined || isUncertain(answer))
      tenant.uncorrected.push({ at: now(sim), id: record.id });
    if (!isStored) return;
    record.values = { ...record.values, postal_address };
    record.correctedAt = now(sim);
  },

  async 'erase person'(sim, tenant, step) {
    const person = step.who;
    const linked = new Set(statedConversations(sim, tenant, person));
    for (const record of tenant.records.values())
      if (
        record.person === person &&
        record.named &&
        record.conversation !== undefined &&
        isShown(tenant, record, now(sim) + near)
      )
        linked.add(record.conversation);
    const isOf = (record: ModelRecord) =>
      record.person === person && record.category !== 'manager_log';
    await eraseSome(
      sim,
      tenant,
      step,
      { subject: personOf(tenant, person) },
      { scope: 'person', person },
      {
        must: (record) =>
          isOf(record) &&
          (record.named || (record.conversation !== undefined && linked.has(record.conversation))),
        may: isOf,
      },
    );
    for (const [id, subject] of tenant.subjects)
      if (subject.person === person) tenant.subjects.delete(id);
  },

  async 'erase conversation'(sim, tenant, step) {
    const conversation = conversationOf(step.who, step.pick);
    const isOf = (record: ModelRecord) => record.conversation === conversation;
    await eraseSome(
      sim,
      tenant,
      step,
      { conversation_id: conversation },
      { scope: 'conversation', person: step.who, conversation },
      { must: isOf, may: isOf },
    );
    tenant.subjects.delete(conversation);
  },

  async 'erase category'(sim, tenant, step) {
    const category = deletable[step.pick % deletable.length] ?? 'chat_messages';
    if (tenant.fences.some((fence) => fence.erasure !== undefined && fence.from > now(sim))) return;
    await eraseScope(sim, tenant, step, { category }, category);
  },

  async 'erase tenant'(sim, tenant, step) {
    if (tenant.endsAt !== undefined) return;
    await eraseScope(sim, tenant, step, { tenant: true }, '*');
  },
};
