import { coolOff, isShown, isUnclear, type ModelRecord, type ModelTenant } from '../model/model.ts';
import { categoryIds, promiseOf } from '../model/promises.ts';
import { count, must, now, ownerOf, personOf, type Simulation } from '../simulation.ts';
import { type Answer, ask, type Body } from '../steps/ask.ts';
import { checkValues, near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { FunctionName } from '../world/create-process.ts';
import type { Operations } from './operation.ts';

const functionOf = (category: string) => promiseOf(category).service as FunctionName;
const pathOf = (category: string) => `/v1/${promiseOf(category).path}`;

function pickCategory(pick: number): string {
  return categoryIds[pick % categoryIds.length] ?? 'chat_messages';
}

const tell = (instant: number) => new Date(instant / 1_000).toISOString();

/**
 * Tells whether a list may either show the record or leave it out, for example while an erasure
 * deletes the record. After a retention was shortened, the record may expire up to a millisecond
 * early or late.
 */
function isOpen(tenant: ModelTenant, record: ModelRecord, at: number): boolean {
  const isEnding =
    record.sealedUntil !== record.expiresAt && Math.abs(record.expiresAt - at) <= 1_000;
  return (
    record.state === 'going' ||
    record.state === 'hidden' ||
    isEnding ||
    isUnclear(tenant, record.category, at)
  );
}

/**
 * Tells whether the record expires so soon that a process with a fast clock may already have
 * deleted it.
 */
function isEndingSoon(record: ModelRecord, at: number): boolean {
  return record.expiresAt - at <= near;
}

/** Checks that a list shows exactly the records that it must show. */
export function compareList(
  tenant: ModelTenant,
  category: string,
  items: readonly Body[],
  at: number,
  fits: (record: ModelRecord) => boolean,
): void {
  const seen = new Set<string>();
  for (const item of items) {
    must(!seen.has(item.id), () => `${category} ${item.id} is listed twice`);
    seen.add(item.id);
    const record = tenant.records.get(item.id);
    must(
      record !== undefined,
      () => `${category} ${item.id} is listed, although nobody has stored it`,
    );
    if (isOpen(tenant, record, at)) continue;
    must(
      isShown(tenant, record, at),
      () =>
        `${category} ${item.id} is listed although it is gone (${record.why ?? (record.expiresAt <= at ? 'expired' : 'fenced')})`,
    );
    checkValues(record, item);
  }
  for (const record of tenant.records.values())
    if (
      record.category === category &&
      fits(record) &&
      isShown(tenant, record, at) &&
      !isOpen(tenant, record, at) &&
      !isEndingSoon(record, at)
    )
      must(
        seen.has(record.id),
        () =>
          `${category} ${record.id} of ${tell(record.createdAt)} is not listed at ${tell(at)}, and it lives until ${tell(record.expiresAt)}`,
      );
}

/** Reads all pages of a list. */
export async function readAll(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  category: string,
  as?: string,
): Promise<{ readonly items: Body[]; readonly answer: Answer }> {
  const items: Body[] = [];
  let cursor = '';
  for (;;) {
    const path = `${pathOf(category)}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await ask(sim, step, tenant, {
      of: functionOf(category),
      method: 'GET',
      path,
      ...(as !== undefined && { as }),
    });
    if (answer.status !== 200) return { items, answer };
    items.push(...answer.body.items);
    if (answer.body.next_cursor === null) return { items, answer };
    cursor = answer.body.next_cursor;
  }
}

/** Reads all pages of a category's list, and compares them with the model. */
export async function lookThrough(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  category: string,
): Promise<void> {
  const { items, answer } = await readAll(sim, tenant, step, category);
  if (answer.status !== 200) return;
  compareList(tenant, category, items, answer.pnow, () => true);
  count(sim, 'check: list');
}

async function readOne(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  record: ModelRecord,
  exactly = false,
): Promise<void> {
  const answer = await ask(sim, step, tenant, {
    of: functionOf(record.category),
    method: 'GET',
    path: `${pathOf(record.category)}/${record.id}`,
  });
  if (answer.status >= 500 || isOpen(tenant, record, answer.pnow)) return;
  if (answer.status === 404 && !exactly && isEndingSoon(record, answer.pnow)) return;
  const isThere = isShown(tenant, record, answer.pnow);
  must(
    (answer.status === 200) === isThere,
    () =>
      `${record.category} ${record.id} is answered ${answer.status}, but it is ${isThere ? 'there' : `gone (${record.why ?? 'expired or fenced'})`}`,
  );
  if (isThere) checkValues(record, answer.body);
}

/** Operations that read. */
export const look: Operations = {
  async read(sim, tenant, step) {
    const all = [...tenant.records.values()].filter(({ category }) => category !== 'manager_log');
    const record = all[step.pick % Math.max(1, all.length)];
    if (record !== undefined) await readOne(sim, tenant, step, record);
  },

  async 'read at boundary'(sim, tenant, step) {
    const at = now(sim);
    let next: ModelRecord | undefined;
    for (const record of tenant.records.values())
      if (
        record.category !== 'manager_log' &&
        isShown(tenant, record, at + near) &&
        record.expiresAt < at + 43_200_000_000 &&
        record.expiresAt < (next?.expiresAt ?? Number.POSITIVE_INFINITY)
      )
        next = record;
    if (next === undefined) return;
    const process = sim.world.processOf(functionOf(next.category), step.replica);
    const offset = [-1, 0, 1, 1_000, -1_000][step.pick % 5] ?? 0;
    sim.world.clock.now = next.expiresAt - process.skew + offset;
    for (const each of sim.tenants) coolOff(each, now(sim));
    await readOne(sim, tenant, step, next, true);
    count(sim, 'check: boundary');
  },

  async search(sim, tenant, step) {
    const category =
      [
        'runtime_log',
        'customers',
        'marketing_consents',
        'coupon_codes',
        'loyalty_transactions',
        'loyalty_redemptions',
        'raffle_participations',
      ][step.pick % 7] ?? 'customers';
    const { email } = personOf(tenant, step.who);
    const answer = await ask(sim, step, tenant, {
      of: functionOf(category),
      method: 'POST',
      path: `${pathOf(category)}/search`,
      body: { email, limit: 200 },
    });
    if (answer.status !== 200 || answer.body.next_cursor !== null) return;
    compareList(
      tenant,
      category,
      answer.body.items,
      answer.pnow,
      (record) => record.person === step.who && record.named && record.values['type'] !== 'sms',
    );
    count(sim, 'check: search');
  },

  list: (sim, tenant, step) => lookThrough(sim, tenant, step, pickCategory(step.pick)),

  async conversations(sim, tenant, step) {
    const answer = await ask(sim, step, tenant, {
      of: 'chat',
      method: 'GET',
      path: '/v1/conversations?limit=200',
    });
    if (answer.status !== 200 || isUnclear(tenant, 'chat_messages', now(sim))) return;
    const at = answer.pnow;
    const messages = [...tenant.records.values()].filter(
      ({ category }) => category === 'chat_messages',
    );
    if (
      messages.some((record) => record.state === 'going' || Math.abs(record.expiresAt - at) < near)
    )
      return;
    const counts = new Map<string, number>();
    for (const record of messages)
      if (isShown(tenant, record, at))
        counts.set(record.conversation ?? '', (counts.get(record.conversation ?? '') ?? 0) + 1);
    const told = new Map<string, number>(
      answer.body.items.map(({ id, messages: many }: Body) => [id, many]),
    );
    must(
      [...counts.keys()].toSorted().join() === [...told.keys()].toSorted().join(),
      () => `conversations ${[...told.keys()].join()} are listed, not ${[...counts.keys()].join()}`,
    );
    for (const [id, many] of counts)
      must(
        told.get(id) === many,
        () => `conversation ${id} has ${many} messages, not ${told.get(id)}`,
      );
    count(sim, 'check: conversations');
  },

  async 'look in'(sim, tenant, step) {
    const category = pickCategory(step.pick);
    const before = [...sim.world.observed.heldIn('manager_log')].filter(
      ({ ref }) => ref.tenant === tenant.id,
    ).length;
    const key = `${tenant.id} ${category}`;
    const { items, answer } = await readAll(sim, tenant, step, category, `as-${ownerOf(tenant)}`);
    if (answer.status !== 200) return;
    compareList(
      tenant,
      category,
      category === 'manager_log' ? [] : items,
      answer.pnow,
      () => false,
    );
    const after = [...sim.world.observed.heldIn('manager_log')].filter(
      ({ ref }) => ref.tenant === tenant.id,
    ).length;
    const last = tenant.looked.get(key) ?? 0;
    must(
      after > before || now(sim) - last < 11 * 60_000_000,
      () => `${category} was shown to a person, but the manager log has no entry about it`,
    );
    tenant.looked.set(key, now(sim));
  },

  async export(sim, tenant, step) {
    const category = pickCategory(step.pick);
    const answer = await ask(sim, step, tenant, {
      of: functionOf(category),
      method: 'GET',
      path: `${pathOf(category)}/export.csv`,
    });
    if (answer.status !== 200 || isUnclear(tenant, category, now(sim))) return;
    const { text } = answer;
    for (const record of tenant.records.values()) {
      if (record.category !== category || isOpen(tenant, record, answer.pnow)) continue;
      if (Math.abs(record.expiresAt - answer.pnow) <= near) continue;
      const isThere = text.includes(record.id);
      must(
        isThere === isShown(tenant, record, answer.pnow),
        () => `${category} ${record.id} is ${isThere ? '' : 'not '}exported`,
      );
    }
  },
};
