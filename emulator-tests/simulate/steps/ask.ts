import type { Instant } from '#shared/base/time/instant.ts';
import type { ModelTenant } from '../model/model.ts';
import { collect, count, must, now, type Simulation } from '../simulation.ts';
import type { FunctionName } from '../world/create-process.ts';
import type { Step } from './step.ts';

/** The fields of answers that the simulator reads. Each answer has some of these fields. */
export type Body = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly items: readonly Body[];
  readonly next_cursor: string | null;
  readonly code: string;
  readonly coins: number;
  readonly drawn: number;
  readonly messages: number;
  readonly values?: { readonly [name: string]: unknown };
  readonly pending: readonly Body[];
  readonly kind: string;
  readonly category: string;
  readonly effective_at: string;
  readonly email: string;
  readonly complete: boolean;
  readonly [name: string]: unknown;
};

/**
 * The answer to a caller. Status 0 means that the process died before it answered, and that the
 * caller did not try again.
 */
export type Answer = {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  /** The time of the request, by the clock of the process. */
  readonly pnow: Instant;
};

export type Asked = {
  readonly of: FunctionName;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** The credential to use instead of the tenant's key. */
  readonly as?: string;
};

const reading = /\/(?:search|balance|lookup|preview)$/;

async function send(
  sim: Simulation,
  tenant: ModelTenant | undefined,
  step: Step,
  asked: Asked,
  replica: number,
): Promise<Answer> {
  const { of, method, path, body, as } = asked;
  const process = sim.world.processOf(of, replica);
  const pnow = process.now();
  const headers: { [name: string]: string } = {
    authorization: `Bearer ${as ?? tenant?.key ?? ''}`,
  };
  if (tenant !== undefined) headers['mayfly-tenant'] = tenant.id;
  if (body !== undefined)
    headers['content-type'] = typeof body === 'string' ? 'text/csv' : 'application/json';
  if (method === 'POST' && !path.startsWith('/tasks/') && !reading.test(path))
    headers['idempotency-key'] = `key-${step.at}-${step.pick}`;
  const response = await process.app.request(path, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const told = JSON.parse(/^[{[]/.test(text) ? text : '{}') as Body;
  return { status: response.status, body: told, text, pnow };
}

const isDone = ({ status }: Answer) => status >= 200 && status < 300;

/** Checks that two answers to the same request contain the ids of the same records. */
function checkRepeated(asked: Asked, first: Answer, second: Answer): void {
  if (
    asked.method !== 'POST' ||
    asked.path.startsWith('/tasks/') ||
    !isDone(first) ||
    !isDone(second)
  )
    return;
  const idsOf = ({ body }: Answer) =>
    (Array.isArray(body.items) ? body.items : [body]).map(({ id }: Body) => id).join();
  must(
    idsOf(first) === idsOf(second),
    () => `${asked.path}: a repeated request had a second effect`,
  );
}

/** Checks that no request gets a status of 500 or more, except while the key service fails. */
function checkAnswered(sim: Simulation, { method, path }: Asked, { status, body }: Answer): void {
  must(
    status < 500 || sim.world.fake.state !== 'up',
    () =>
      `${method} ${path} is answered ${status} ${JSON.stringify(body)} ${sim.world.log.at(-1) ?? ''}`,
  );
}

/**
 * Sends a request with the fault of the step. There are three faults. `dies`: the process dies at a
 * write. `twice`: a second process gets the same request after the first answer. `overtaken`: a
 * second process gets the same request while the first process waits before a write.
 */
async function sendAmidFault(
  sim: Simulation,
  tenant: ModelTenant | undefined,
  step: Step,
  asked: Asked,
): Promise<Answer> {
  const { fault, replica } = step;
  const sendTo = (to: number) => send(sim, tenant, step, asked, to);
  if (fault?.kind === 'dies') {
    const process = sim.world.processOf(asked.of, replica);
    const { killed } = process.dieAt(fault.write, fault.landed);
    const answer = await Promise.race([sendTo(replica), killed]);
    // If the answer came first, the process is not dead. It may still do work for which the answer
    // did not wait. So the simulator ends the process now.
    sim.world.end(asked.of, replica);
    if (answer !== 'killed') return answer;
    count(sim, `fault: dies, asked ${fault.asked}`);
    if (fault.asked === 'again') return sendTo(replica);
    return { status: 0, body: {} as Body, text: '', pnow: now(sim) };
  }
  if (fault?.kind === 'twice') {
    const first = await sendTo(replica);
    const second = await sendTo(1 - replica);
    count(sim, 'fault: sent twice');
    // Nothing has failed here, so both requests must get a proper answer.
    for (const each of [first, second]) checkAnswered(sim, asked, each);
    checkRepeated(asked, first, second);
    return isDone(first) || !isDone(second) ? first : second;
  }
  if (fault?.kind === 'overtaken') {
    const process = sim.world.processOf(asked.of, replica);
    const { reached, goOn } = process.pauseAt(fault.write);
    const sending = sendTo(replica);
    if ((await Promise.race([sending, reached])) !== 'reached') {
      // The answer came before the process reached the write. The process may still do work for
      // which the answer did not wait. The fault must not stop this work later.
      process.spare();
      goOn();
      return sending;
    }
    const second = await sendTo(1 - replica);
    goOn();
    const first = await sending;
    process.spare();
    count(sim, 'fault: overtaken');
    checkRepeated(asked, first, second);
    return isDone(first) || !isDone(second) ? first : second;
  }
  return sendTo(replica);
}

/**
 * Sends a request, and collects the changes. If the request can write, it gets the fault of this
 * step. If there is no fault and no outage, an answer with a status of 500 or more is a violation.
 */
export async function ask(
  sim: Simulation,
  step: Step,
  tenant: ModelTenant | undefined,
  asked: Asked,
): Promise<Answer> {
  const isRead = asked.method === 'GET' || reading.test(asked.path);
  const answer = await (isRead
    ? send(sim, tenant, step, asked, step.replica)
    : sendAmidFault(sim, tenant, step, asked));
  collect(sim);
  if (step.fault === undefined) checkAnswered(sim, asked, answer);
  return answer;
}

/** Sends a request without any fault. */
export function askPlainly(
  sim: Simulation,
  { fault: _fault, ...step }: Step,
  tenant: ModelTenant | undefined,
  asked: Asked,
): Promise<Answer> {
  return ask(sim, step, tenant, asked);
}
