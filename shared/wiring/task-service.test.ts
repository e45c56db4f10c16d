import { expect, test } from 'vitest';
import { readConfig } from '#shared/base/config/read-config.ts';
import { createTaskService } from './task-service.ts';
import { taskConfig } from './testing/create-task-fixture.ts';

test.each(['TASKS_AUDIENCE', 'TASKS_SERVICE_ACCOUNT'])(
  'a task that does not know who Cloud Scheduler is does not start: without %s',
  (variable) => {
    const config = readConfig({ ...taskConfig, [variable]: undefined });
    expect(() => createTaskService(config, 'purge')).toThrow(
      'configuration refused: purge needs TASKS_AUDIENCE and TASKS_SERVICE_ACCOUNT',
    );
  },
);
