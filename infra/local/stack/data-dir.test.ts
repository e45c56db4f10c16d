import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FirestoreEmulator } from '../../emulators/firestore/firestore-emulator.ts';
import { DemoSteps } from '../demo/demo-progress.ts';
import { openDataDir } from './data-dir.ts';

const firestore = { exportTo: async () => {} } as unknown as FirestoreEmulator;

/** Creates a directory. Each run tells what its start says about the demo, and saves its data. */
function createRuns() {
  const dir = mkdtempSync(join(tmpdir(), 'data-dir-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return async (isDemoWritten: boolean) => {
    const data = openDataDir(dir, 'a test');
    await data.save(firestore, new Map([['blumenhaus', 'key']]), isDemoWritten);
    data.close();
    return data.demoGap;
  };
}

test('after a run that has written only a part of the demo, each later start says that the demo is not whole', async () => {
  const run = createRuns();
  expect(await run(false)).toBeUndefined();
  expect(await run(false)).toContain('does not contain the whole demo');
  expect(await run(false)).toContain('does not contain the whole demo');
});

test('after a run that has written the whole demo, no later start says that the demo is not whole', async () => {
  const run = createRuns();
  await run(true);
  expect(await run(false)).toBeUndefined();
  expect(await run(false)).toBeUndefined();
});

test('the demo is whole only after its last step', () => {
  const steps = new DemoSteps();
  expect(steps.isWhole).toBe(false);
  steps.plan(2);
  steps.finish(1);
  expect(steps.isWhole).toBe(false);
  steps.finish(1);
  expect(steps.isWhole).toBe(true);
});
