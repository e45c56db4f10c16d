import { defineConfig } from 'vitest/config';

const slow = 'emulator-tests/**/*.slow.test.ts';

/**
 * Files of one worker share the modules that they load, which halves the CPU time of a run: nothing of ours keeps state
 * in a module. What a test sets for itself is taken back after it.
 */
const shared = {
  isolate: false,
  // Some tests compute for seconds, and a busy machine takes several times as long. In milliseconds.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  unstubEnvs: true,
  unstubGlobals: true,
  setupFiles: 'shared/http/testing/many-archives.ts',
};

/**
 * Files that put other modules or other timers in place of the real ones. Each has a process of its own: what works
 * on in the background for another file would meet them.
 */
const replacing = [
  'functions/manager/console/session/keep-session.test.ts',
  'infra/local/clock.test.ts',
  'infra/manifest/used-variables.test.ts',
  'shared/http/answer/until-idle.test.ts',
  'shared/http/guards/limit-time.test.ts',
];

/** One Firestore emulator serves all files, the others start once a file; two cores carry two files at a time. */
const emulator = {
  ...shared,
  globalSetup: 'emulator-tests/harness/shared-firestore.ts',
  // The first suite builds the bundles before its tests.
  hookTimeout: 240_000,
  maxWorkers: 2,
  // Else the Google clients look for a metadata server, and say so when there is none.
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
