import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAdminEmulator } from '../../infra/emulators/firestore-admin/start-admin-emulator.ts';
import { createGcloudInMemory } from '../../infra/emulators/gcloud/gcloud-in-memory.ts';
import { startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { startSchedulerEmulator } from '../../infra/emulators/scheduler/scheduler-emulator.ts';
import { createTokenIssuer } from '../../infra/emulators/scheduler/token-issuer.ts';
import { functions, locations, region } from '../../infra/manifest.ts';
import { connectTools } from '../../infra/provision/connect-tools.ts';
import { applyProject, planProject } from '../../infra/provision/plan-project.ts';
import type { Planned, Step } from '../../infra/provision/step.ts';
import { stepsOf } from '../../infra/provision/steps-of.ts';
import { host } from './empty-cloud.ts';

/** Creates the steps for a project that contains nothing but deployed functions. */
async function createProject(id: string) {
  const issuer = await createTokenIssuer({ issuer: () => 'http://127.0.0.1' });
  const admin = await startAdminEmulator();
  const kms = await startKmsEmulator();
  const scheduler = await startSchedulerEmulator({ issuer, now: Date.now });
  const ports = { firestoreAdmin: admin.port, kms: kms.port, scheduler: scheduler.port };
  const tools = connectTools(id, ports);
  const { gcloud, state } = createGcloudInMemory(id);
  for (const { name } of functions)
    state.functions[name] = { revisions: {}, location: region, ingress: '', account: '', env: {} };
  const project = { id, region, locations };
  const settings = { CONSOLE_URL: `https://${host}`, ALERT_CHANNELS: 'ops@example.org' };
  return {
    steps: stepsOf(project, { ...tools, gcloud }, settings),
    stop: async () => {
      await tools.close();
      await Promise.all([admin.stop(), kms.stop(), scheduler.stop()]);
    },
  };
}

const isChange = (planned: Planned) => planned.kind !== 'waits' && planned.kind !== 'refused';

class Killed extends Error {}

/**
 * Wraps the steps so that a run ends after the given number of changes, as if it were killed at
 * this point.
 */
function killedAfter(steps: readonly Step[], changes: number, note: (of: string) => void): Step[] {
  let left = changes;
  return steps.map((step) => ({
    ...step,
    async plan() {
      const planned = await step.plan();
      return planned.map((each): Planned => {
        if (!('carryOut' in each)) return each;
        const carryOut = async () => {
          if (left === 0) throw new Killed();
          left -= 1;
          note(each.of);
          await each.carryOut();
        };
        return { ...each, carryOut };
      });
    },
  }));
}

let whole: Awaited<ReturnType<typeof createProject>>;
let torn: Awaited<ReturnType<typeof createProject>>;
beforeAll(async () => {
  [whole, torn] = await Promise.all([createProject('demo-whole'), createProject('demo-torn')]);
});
afterAll(async () => {
  await Promise.all([whole.stop(), torn.stop()]);
});

/**
 * The number of changes after which a run ends. This number makes some runs end in the middle of a
 * step, between two of its changes.
 */
const changesOfRun = 23;

test('if runs are killed, later runs finish the work, and no change is made twice', async () => {
  const once: string[] = [];
  await applyProject(
    killedAfter(whole.steps, Infinity, (of) => once.push(of)),
    () => {},
  );
  const done: string[] = [];
  const reached = new Set<string>();
  const run = async (): Promise<boolean> => {
    const steps = killedAfter(torn.steps, changesOfRun, (of) => done.push(of));
    try {
      await applyProject(steps, (line) => void reached.add(line.split(':')[0] ?? ''));
      return true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return false;
    }
  };
  let runs = 1;
  // oxlint-disable-next-line no-await-in-loop
  while (!(await run())) runs += 1;
  expect(runs).toBe(Math.ceil(once.length / changesOfRun));
  const named = (changes: readonly string[]) =>
    changes.map((each) => each.replaceAll('demo-torn', 'demo-whole'));
  expect(named(done)).toEqual(once);
  expect(reached).toEqual(new Set(torn.steps.map(({ title }) => title)));
  const left = (await planProject(torn.steps, () => {})).flatMap(({ planned }) => planned);
  expect(left.filter(isChange)).toEqual([]);
}, 300_000);
