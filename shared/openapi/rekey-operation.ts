import { jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, personCodes, taskCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

/** The task that renews the keys of stored data. */
export const rekeyOperation: RouteDraft = {
  method: 'post',
  path: '/tasks/rekey',
  operation: {
    operationId: 'runRekey',
    summary: 'Renew keys and hashes',
    description:
      'Wraps data keys and other secrets anew when a key of Cloud KMS has a new version, and a day later orders the destruction of the versions that wrap nothing any more; seals anew what lies under retired data keys; migrates imported records from AES/CBC, and recomputes what records are found by when the rules for it have changed: as far as the time goes; the next run goes on from there. Readers and writers go on meanwhile. Safe to repeat, and to kill at any instant. Only Cloud Scheduler may call.',
    tags: ['Service'],
    scope: 'scheduler',
    responses: {
      '200': {
        description: 'What was done.',
        content: jsonContent(schemaRef('RekeyReport'), 'A rekeying', {
          complete: true,
          failed: 0,
          keys_seen: 640,
          keys_rewrapped: 640,
          versions_ended: 0,
          keys_full: 0,
          reencrypted: 0,
          keys_retired: 0,
          keys_destroyed: 0,
          migrated: 0,
          legacy_left: 0,
          legacy_keys_deleted: 0,
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

/** The operation with which an operator retires a data key. */
export const retireOperation: RouteDraft = {
  method: 'put',
  path: '/v1/data-keys/{id}/retirement',
  operation: {
    operationId: 'retireDataKey',
    summary: 'Retire a data key',
    description:
      'For operators: says that a data key is compromised, or has sealed as much as it may. Within a minute every process seals with a new key; the task `rekey` seals anew what lies under the old one, and then destroys it. Repeated, it changes nothing. Keys of the manager log are refused, because nobody may change its entries. What lies under a key of members or particulars is not sealed anew: an owner invites the members again, or stores the particulars again. Full keys are also found by counting, once a day.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The key’s id, as records name it in their field `dek`.',
        schema: schemaRef('PlainId'),
        example: '5f0c3a9e8b7d46f1a2c3d4e5f6071829',
      },
    ],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('KeyRetirement'), 'A key that got out', {
        tenant: 'blumen',
        reason: 'compromised',
      }),
    },
    responses: {
      '200': {
        description: 'Since when it is retired.',
        content: jsonContent(schemaRef('RetiredKey'), 'It', {
          tenant: 'blumen',
          key: '5f0c3a9e8b7d46f1a2c3d4e5f6071829',
          retired_at: '2026-11-23T09:30:00.000Z',
        }),
      },
    },
    fails: [
      ...personCodes,
      ...bodyCodes,
      'operators-only',
      'record-not-found',
      'keys-unavailable',
      'contention',
    ],
  },
};
