import { jsonContent, schemaRef } from './openapi-document.ts';
import { taskCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

/** The nightly task that updates lookup hashes to the present rules. */
export const rekeyOperation: RouteDraft = {
  method: 'post',
  path: '/tasks/rekey',
  operation: {
    operationId: 'runRekey',
    summary: 'Bring hashes and marks to the present rules',
    description:
      'After the rules changed by which values are brought to one form, recomputes what records are found by, of every tenant whose rules are older, as far as the time goes; the next run goes on from there. Safe to repeat, and to kill at any instant. Only Cloud Scheduler may call.',
    tags: ['Service'],
    scope: 'scheduler',
    responses: {
      '200': {
        description: 'What was done.',
        content: jsonContent(schemaRef('RekeyReport'), 'A rekeying', {
          complete: true,
          failed: 0,
          tenants: 1,
          seen: 1200,
          rehashed: 31,
          refused: 2,
          kept: 0,
          unopened: 0,
          duration_ms: 5200,
        }),
      },
    },
    fails: taskCodes,
  },
};
