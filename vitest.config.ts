import { defineConfig } from 'vitest/config';

const slow = 'emulator-tests/**/*.slow.test.ts';

/** One Firestore emulator serves all files, the others start once a file; two cores carry two files at a time. */
const emulator = {
  globalSetup: 'emulator-tests/harness/shared-firestore.ts',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  maxWorkers: 2,
  // Else the Google clients look for a metadata server, and say so when there is none.
  env: { METADATA_SERVER_DETECTION: 'none' },
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['shared/**/*.test.ts', 'infra/**/*.test.ts'] } },
      { test: { name: 'app', include: ['functions/**/*.test.ts'] } },
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
