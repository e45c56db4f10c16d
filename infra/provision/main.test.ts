import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../build/functions.ts';

test('apply without settings fails, and its error contains a command with settings', async () => {
  const args = [`${root}infra/provision/main.ts`, 'apply', '--project', 'demo-mayfly'];
  // Without a PATH the command cannot find gcloud, so a failed test reaches no real project.
  const { code, printed } = await new Promise<{ code: unknown; printed: string }>((resolve) => {
    execFile(process.execPath, args, { env: {} }, (error, _stdout, stderr) =>
      resolve({ code: error?.code, printed: stderr }),
    );
  });
  expect(code).toBe(2);
  expect(printed).toContain(
    'npm run infra -- apply --project demo-mayfly --settings settings.env\n',
  );
});
