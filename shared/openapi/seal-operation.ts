import { jsonContent, schemaRef } from './openapi-document.ts';
import { taskCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

/** The hourly sealing of the manager log. */
export const sealOperation: RouteDraft = {
  method: 'post',
  path: '/tasks/seal',
  operation: {
    operationId: 'runSeal',
    summary: 'Seal the manager log',
    description:
      'Runs once an hour. It signs the entries of every finished hour (UTC) in every tenant’s manager log. Once a day it counts, for every tenant, the records that expire on that day (UTC). An hour after the end of the day it issues the receipt of the day’s expiry. The task decrypts nothing. It is safe to repeat the task, and to kill it at any instant. Only Cloud Scheduler may call it.',
    tags: ['Service'],
    scope: 'scheduler',
    responses: {
      '200': {
        description: 'What was done.',
        content: jsonContent(schemaRef('SealReport'), 'A sealing', {
          complete: true,
          failed: 0,
          sealed: 12,
          counted: 0,
          closed: 0,
          oldest_overdue_seconds: 900,
          duration_ms: 640,
        }),
      },
    },
    fails: taskCodes,
  },
};
