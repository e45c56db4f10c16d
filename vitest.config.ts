import { defineConfig } from 'vitest/config';

const slow = 'emulator-tests/**/*.slow.test.ts';

/**
 * The test files of one worker share the modules that they load. This halves the CPU time of a run.
 * The files can share modules, because our modules keep no state that a test can notice. Stubs of a
 * test are removed after the test.
 */
const shared = {
  isolate: false,
  // Both timeouts are in milliseconds. Some tests compute for seconds, and a busy machine takes
  // several times as long.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  unstubEnvs: true,
  unstubGlobals: true,
  setupFiles: ['shared/base/testing/one-seed.ts'],
};

/**
 * Test files that replace modules or timers. Each of them runs in its own process. Otherwise
 * background work of other files would use the replacements.
 */
const replacing = [
  'functions/manager/console/session/keep-session.test.ts',
  'infra/local/clock.test.ts',
  'infra/manifest/used-variables.test.ts',
  'shared/http/answer/until-idle.test.ts',
  'shared/http/guards/limit-time.test.ts',
];

/**
 * All files share one Firestore emulator, and each file starts the other emulators itself. Two
 * cores are enough for two files at a time.
 */
const emulator = {
  ...shared,
  globalSetup: 'emulator-tests/harness/shared-firestore.ts',
  // The first suite builds the bundles before its tests, so its hook takes longer.
  hookTimeout: 240_000,
  maxWorkers: 2,
  // Without this variable the Google clients look for a metadata server, and print a warning if
  // there is none.
  env: { METADATA_SERVER_DETECTION: 'none' },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'infra/**/*.test.ts'],
          exclude: replacing,
          ...shared,
        },
      },
      { test: { name: 'alone', include: replacing } },
      {
        test: {
          name: 'app',
          include: ['functions/**/*.test.ts'],
          exclude: replacing,
          ...shared,
        },
      },
      {
        test: {
          name: 'emulator',
          include: ['emulator-tests/**/*.test.ts'],
          exclude: [slow],
          ...emulator,
        },
      },
      { test: { name: 'slow', include: [slow], ...emulator, testTimeout: 180_000 } },
    ],
  },
});
