import { jsonContent, schemaRef } from './openapi-document.ts';
import { taskCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

/** The hourly task that seals the manager log and issues receipts of expiry. */
export const sealOperation: RouteDraft = {
  method: 'post',
  path: '/tasks/seal',
  operation: {
    operationId: 'runSeal',
    summary: 'Seal the manager log',
    description:
      'Runs once an hour. For each tenant, the task signs the manager log’s entries of every finished hour (UTC). Once a day it counts the records of each tenant that expire on this day (UTC). An hour after the end of the day it issues the receipt of the day’s expiry. The task decrypts nothing. It is safe to repeat the task, and to kill it at any instant. Only Cloud Scheduler may call it.',
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
