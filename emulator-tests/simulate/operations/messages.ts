import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { isShown, isUnclear, type ModelRecord, type ModelTenant } from '../model/model.ts';
import { conversationOf, must, newToken, now, personOf, type Simulation } from '../simulation.ts';
import { ask } from '../steps/ask.ts';
import {
  checkLife,
  type Expected,
  isDone,
  isShorteningOpen,
  isUncertain,
  near,
  settleCreated,
  settleUpsert,
} from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Operations } from './operation.ts';

/**
 * Notes an expiry that a caller chose for a record, if the ledger lists this expiry. The ledger
 * lists an expiry that is earlier than the previous one. From then on, it lists each further expiry
 * that a caller chooses for this record.
 * @param isStored false if a fault prevented the change
 */
function noteMove(
  sim: Simulation,
  { moves, unmoved }: ModelTenant,
  record: ModelRecord,
  before: number,
  until: number,
  isStored: boolean,
): void {
  if (until === before || (until > before && record.isMoved !== true)) return;
  (isStored ? moves : unmoved).push({ at: now(sim), id: record.id, until });
  if (isStored) record.isMoved = true;
}

function saying(sim: Simulation, { who, pick }: Step): Expected {
  const conversation = conversationOf(who, pick);
  const text = newToken(sim);
  return {
    person: who,
    conversation,
    named: false,
    values: { text, conversation_id: conversation },
  };
}

/** Operations on chat messages, NLU messages, the runtime log, sessions and variables. */
export const messages: Operations = {
  async say(sim, tenant, step) {
    const said = saying(sim, step);
    const body = { ...said.values, author: 'customer' };
    const answer = await ask(sim, step, tenant, {
      of: 'chat',
      method: 'POST',
      path: '/v1/chat-messages',
      body,
    });
    settleCreated(sim, tenant, 'chat_messages', answer, [said]);
  },

  async 'say much'(sim, tenant, step) {
    const said = Array.from({ length: 2 + (step.pick % 4) }, () => saying(sim, step));
    const body = said.map(({ values }) => ({ ...values, author: 'bot' }));
    const answer = await ask(sim, step, tenant, {
      of: 'chat',
      method: 'POST',
      path: '/v1/chat-messages',
      body,
    });
    settleCreated(sim, tenant, 'chat_messages', answer, said);
  },

  async 'name subject'(sim, tenant, step) {
    const conversation = conversationOf(step.who, step.pick);
    const { email } = personOf(tenant, step.who);
    const path = `/v1/conversations/${conversation}/subject`;
    const answer = await ask(sim, step, tenant, {
      of: 'chat',
      method: 'PUT',
      path,
      body: { email },
    });
    if (!isDone(answer)) return;
    const [statedAt, until] = [now(sim), now(sim) + 60 * microsPerDay];
    tenant.subjects.set(conversation, { person: step.who, statedAt, until });
  },

  async understand(sim, tenant, step) {
    const said = saying(sim, step);
    const body = { ...said.values, intent: 'order.status', confidence: 0.5 };
    const answer = await ask(sim, step, tenant, {
      of: 'nlu',
      method: 'POST',
      path: '/v1/nlu-messages',
      body,
    });
    settleCreated(sim, tenant, 'nlu_messages', answer, [said]);
  },

  async trace(sim, tenant, step) {
    const { email } = personOf(tenant, step.who);
    const isNamed = step.pick % 3 > 0;
    const conversation = step.pick % 2 === 0 ? conversationOf(step.who, step.pick) : undefined;
    const values = { message: newToken(sim), ...(isNamed && { email }) };
    const body = {
      level: 'warn',
      event: 'sign_in.failed',
      ...values,
      ...(conversation && { conversation_id: conversation }),
    };
    const answer = await ask(sim, step, tenant, {
      of: 'runtime-log',
      method: 'POST',
      path: '/v1/runtime-log',
      body,
    });
    settleCreated(sim, tenant, 'runtime_log', answer, [
      { person: step.who, conversation, named: isNamed, values },
    ]);
  },

  async message(sim, tenant, step) {
    const { external_id } = personOf(tenant, step.who);
    const conversation = conversationOf(step.who, 0);
    const values = { external_id, conversation_id: conversation, state: { word: newToken(sim) } };
    const body = { channel: 'facebook', ...values };
    const answer = await ask(sim, step, tenant, {
      of: 'messenger',
      method: 'PUT',
      path: '/v1/messenger-sessions',
      body,
    });
    const expected = { person: step.who, conversation, named: true, values };
    const isSame = (record: ModelRecord) =>
      record.category === 'messenger_sessions' && record.person === step.who;
    settleUpsert(
      sim,
      tenant,
      'messenger_sessions',
      answer,
      expected,
      isSame,
      (record, expiresAt, before) => {
        if (before === undefined)
          return checkLife(sim, tenant, 'messenger_sessions', expiresAt, record.createdAt);
        must(expiresAt === before, () => 'a new state of a session changes its expiry');
        // A shorter retention takes effect at once, but only the next sweep stores the new expiry.
        must(
          expiresAt === record.expiresAt ||
            (expiresAt > record.expiresAt && isShorteningOpen(sim, tenant, 'messenger_sessions')),
          () =>
            `a session lives until ${formatInstant(expiresAt)}, and not until ${formatInstant(record.expiresAt)}`,
        );
      },
    );
  },

  async 'set variable'(sim, tenant, step) {
    const conversation = conversationOf(step.who, step.pick);
    const name = `v${step.pick % 4}`;
    const value = newToken(sim);
    const days = 1 + (step.pick % 59);
    const until = Math.floor((now(sim) + days * microsPerDay) / 1_000) * 1_000;
    const values = { experience_id: 'exp', instance_id: conversation, name, value };
    const body = { ...values, expires_at: new Date(until / 1_000).toISOString() };
    const answer = await ask(sim, step, tenant, {
      of: 'variables',
      method: 'PUT',
      path: '/v1/variables',
      body,
    });
    const expected = { person: step.who, conversation, named: false, values };
    const isSame = ({ category, values: { instance_id, name: own } }: ModelRecord) =>
      category === 'variables' && instance_id === conversation && own === name;
    const record = settleUpsert(
      sim,
      tenant,
      'variables',
      answer,
      expected,
      isSame,
      (changed, expiresAt, before = expiresAt) => {
        must(expiresAt === until, () => 'a variable has another expiry than the request said');
        noteMove(sim, tenant, changed, before, until, true);
      },
    );
    if (record === undefined && step.fault !== undefined && isUncertain(answer)) {
      const known = [...tenant.records.values()].findLast(
        (each) => isSame(each) && isShown(tenant, each, now(sim) - near),
      );
      if (known !== undefined) noteMove(sim, tenant, known, known.expiresAt, until, false);
    }
    // A process whose clock is behind may date a variable before an erasure that was just accepted.
    if (record?.state === 'live' && !isUnclear(tenant, 'variables', now(sim)))
      must(
        isShown(tenant, record, now(sim)) || tenant.off.has('variables'),
        () => 'a variable is set, but no reader may see it',
      );
  },
};
