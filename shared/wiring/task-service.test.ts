import { expect, test } from 'vitest';
import { connectPlatform } from './connect-platform.ts';
import { createTaskService } from './task-service.ts';
import { testConfig } from './testing/test-config.ts';

const scheduler = {
  TASKS_AUDIENCE: 'https://tasks.example.org',
  TASKS_SERVICE_ACCOUNT: 'scheduler@example.org',
};

test.each(['TASKS_AUDIENCE', 'TASKS_SERVICE_ACCOUNT'])(
  'a task does not start without %s, because it could not recognise the calls of Cloud Scheduler',
  (variable) => {
    const platform = connectPlatform(testConfig({ ...scheduler, [variable]: undefined }));
    expect(() => createTaskService(platform, 'purge')).toThrow(
      'configuration refused: purge needs TASKS_AUDIENCE and TASKS_SERVICE_ACCOUNT',
    );
  },
);

test('a configured task refuses a caller without a token', async () => {
  const { checkScheduler } = createTaskService(connectPlatform(testConfig(scheduler)), 'purge');
  await expect(checkScheduler(undefined)).rejects.toMatchObject({ code: 'credential-missing' });
});
