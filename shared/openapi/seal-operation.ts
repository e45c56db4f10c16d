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
      'Signs what every finished hour (UTC) has of every tenant’s manager log, once an hour. Once a day it counts for every tenant what is due on that day (UTC), and an hour after its end it issues the receipt of the day’s expiry. Reads no content. Safe to repeat, and to kill at any instant. Only Cloud Scheduler may call.',
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
