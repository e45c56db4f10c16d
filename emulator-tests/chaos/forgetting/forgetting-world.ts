import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { readHeads } from '#shared/subjects/receipts/verification/heads.ts';
import { verifyReceipts } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import type { PublishedKey } from '#shared/vault/open-published-jws.ts';
import { type Answer, send } from '../../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../../harness/function-process.ts';
import { type Gate, startGate } from '../../harness/gate.ts';
import { startScheduler } from '../../harness/scheduler.ts';
import { databaseIds, type Stack } from '../../harness/stack.ts';
import { clearState, type Stored, writeState } from '../../harness/stored-state.ts';
import { findValues } from '../../production-rules/find-values.ts';
import { anna } from './fill-tenant.ts';
import { commitsOf, type Kill, killAt } from './kill.ts';
import { type FunctionName, type ScenarioName, type Step, scenarios } from './scenarios.ts';
import { receiptsIn, summarise } from './summarise.ts';

const shiftClock = fileURLToPath(new URL('../../harness/shift-clock.ts', import.meta.url));
const hourMs = 3_600_000;

/** The way in which a test disturbs one step of a scenario. */
export type Disturbance =
  | ({ readonly by: 'kill'; readonly step: number } & Kill & {
        /**
         * The time in milliseconds by which the killed process's clock is ahead of the other
         * clocks. A negative time means that this clock is behind.
         */
        readonly jumpMs?: number;
        /**
         * True if Cloud KMS fails while another process continues the work of the killed process.
         */
        readonly isKmsAway?: boolean;
      })
  | { readonly by: 'two at once'; readonly step: number };

type Lived = {
  readonly seeded: readonly Stored[];
  readonly steps: readonly Step[];
  readonly receipts: number;
};

/** Starts real processes that erase, and kills them at chosen commits. */
export async function createForgettingWorld(stack: Stack) {
  const scheduler = await startScheduler(stack);
  const gates = new Map<FunctionName, Gate>();
  const survivors = new Map<string, FunctionProcess>();
  /** The log lines of all processes since the scenario began. */
  const outputs: (() => string)[] = [];
  let tenants = 0;
  let published: readonly PublishedKey[] = [];

  async function gateOf(name: FunctionName): Promise<Gate> {
    const known = gates.get(name);
    if (known !== undefined) return known;
    const gate = await startGate(stack.proxy.hostOf(name));
    stack.beforeStop(() => gate.stop());
    gates.set(name, gate);
    return gate;
  }

  async function start(name: FunctionName, aheadMs: number): Promise<FunctionProcess> {
    const env = {
      ...scheduler.env,
      LOG_LEVEL: 'info',
      CLOCK_AHEAD_MS: String(aheadMs),
      NODE_OPTIONS: `--import ${shiftClock}`,
    };
    const { host } = await gateOf(name);
    return startFunction(stack, name, { firestoreHost: host, env });
  }

  function keepOutput(process: FunctionProcess): void {
    const from = process.output().length;
    outputs.push(() => process.output().slice(from));
  }

  /** Returns a process that no test kills. Later scenarios use this process again. */
  async function survivorOf({ of, aheadMs }: Pick<Step, 'of' | 'aheadMs'>) {
    const name = `${of} ${aheadMs}`;
    const process = survivors.get(name) ?? (await start(of, aheadMs));
    survivors.set(name, process);
    keepOutput(process);
    return process;
  }

  async function ask(step: Step): Promise<Answer> {
    const answer = await step.ask(await survivorOf(step));
    expect([step.of, answer.status, answer.text]).toEqual([
      step.of,
      expect.toBeOneOf([200, 202]),
      expect.any(String),
    ]);
    return answer;
  }

  /**
   * Sends a request to a process, and kills the process. Then sends the same request to another
   * process.
   */
  async function askTwice(step: Step, kill: Extract<Disturbance, { by: 'kill' }>) {
    const process = await start(step.of, step.aheadMs + (kill.jumpMs ?? 0));
    keepOutput(process);
    await killAt({ gate: await gateOf(step.of), process }, kill, () => askOf(step, process));
    if (kill.isKmsAway === true) {
      stack.kms.setOutage(true);
      // Without Cloud KMS the process may succeed or fail. The test compares only the final state.
      await step.ask(await survivorOf(step)).finally(() => stack.kms.setOutage(false));
    }
    await ask(step);
  }

  function askOf(step: Step, process: FunctionProcess): Promise<Answer> {
    return step.ask(process);
  }

  async function askAtOnce(step: Step): Promise<void> {
    const second = await start(step.of, step.aheadMs);
    keepOutput(second);
    const answers = await Promise.all([askOf(step, await survivorOf(step)), askOf(step, second)]);
    // If one process finds that the other is already doing the work, its answer tells the caller to
    // try again later.
    for (const { status } of answers) expect([200, 202, 409, 503]).toContain(status);
    await second.stop();
    await ask(step);
  }

  /** Calls the erase task twice. The second call must find nothing left to do. */
  async function sweep(aheadMs: number): Promise<void> {
    const again = { of: 'erase' as const, aheadMs, ask: taskAt(aheadMs) };
    await ask(again);
    const { body } = await ask(again);
    expect(body).toMatchObject({ failed: 0, finished: 0, receipts: 0 });
  }

  const taskAt = (aheadMs: number) => async (process: FunctionProcess) => {
    const headers = { authorization: `Bearer ${await scheduler.token(aheadMs)}` };
    return send(process, '/tasks/erase', { method: 'POST', headers });
  };

  async function live(name: ScenarioName): Promise<Lived> {
    await clearState(stack.emulatorHost, stack.projectId, databaseIds);
    tenants += 1;
    const tenant = `kette-${tenants}`;
    const { steps, receipts } = await scenarios[name]({ stack, scheduler, tenant });
    return { steps, receipts, seeded: await stack.readState() };
  }

  /** Runs all steps of a scenario, disturbs one step, and reads the final state. */
  async function walk({ steps, seeded, receipts }: Lived, disturbance?: Disturbance) {
    await clearState(stack.emulatorHost, stack.projectId, databaseIds);
    await writeState(stack.emulatorHost, stack.projectId, seeded);
    outputs.length = 0;
    const commits: number[] = [];
    for (const [at, step] of steps.entries()) {
      const gate = await gateOf(step.of);
      const before = commitsOf(gate);
      const own = disturbance?.step === at ? disturbance : undefined;
      if (own === undefined) await ask(step);
      else if (own.by === 'kill') await askTwice(step, own);
      else await askAtOnce(step);
      commits.push(commitsOf(gate) - before);
    }
    // For this run of the erase task the clock is later than in every step. So the run completes
    // the work that the steps have not completed.
    await sweep(30 * hourMs);
    const state = await stack.readState();
    const jws = receiptsIn(state);
    expect(jws).toHaveLength(receipts);
    const heads = readHeads(outputs.map((output) => output()).join('\n'));
    expect(await verifyReceipts(jws, await publishedKeys(), { heads })).toMatchObject({
      faults: [],
      isValid: true,
    });
    return { commits, end: summarise(state) };
  }

  async function publishedKeys(): Promise<readonly PublishedKey[]> {
    if (published.length > 0) return published;
    const subjects = await survivorOf({ of: 'subjects', aheadMs: 0 });
    const { body } = await send(subjects, '/.well-known/mayfly-keys.json', {});
    published = body['keys'] as readonly PublishedKey[];
    return published;
  }

  return {
    live,
    walk,
    /**
     * Returns the values of the erased person that a raw export of all databases still contains.
     */
    leftOfHer: async () => findValues(await stack.exportRaw(), Object.values(anna)),
  };
}

export type ForgettingWorld = Awaited<ReturnType<typeof createForgettingWorld>>;
