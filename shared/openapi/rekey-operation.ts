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
      'Wraps data keys and other secrets again when a key of Cloud KMS has a new version. A day later it orders the destruction of versions that wrap nothing any more. It encrypts the data of retired data keys again, with new keys. It migrates imported records from AES/CBC. It recomputes lookup hashes if their rules have changed. When its time is over, the next run continues. Reads and writes are possible during a run. It is safe to repeat the task, and to kill it at any instant. Only Cloud Scheduler may call it.',
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
          keys_emptied: 0,
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
      'For operators. Declares a data key compromised or full (used by too many documents). Within a minute every process encrypts with a new key. The task `rekey` encrypts the old key’s data again. Nine days later no backup contains data that is encrypted with the old key. Then the purge destroys the old key, but never later than an hour after the end of its bucket (the period in which all its data expires). Until then a restored backup can be read. A repetition changes nothing. Keys of the manager log are refused, because nobody may change the entries of the log. If the key encrypts members or particulars (what the tenant states as a controller), their data is not encrypted again: an owner must invite the members again, or store the particulars again. Mayfly also finds full keys by counting, once a day.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The key’s id, as in the field `dek` of records.',
        schema: schemaRef('PlainId'),
        example: '5f0c3a9e8b7d46f1a2c3d4e5f6071829',
      },
    ],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('KeyRetirement'), 'A compromised key', {
        tenant: 'blumen',
        reason: 'compromised',
      }),
    },
    responses: {
      '200': {
        description: 'When the key was retired, and when it is destroyed at the earliest.',
        content: jsonContent(schemaRef('RetiredKey'), 'A retired key', {
          tenant: 'blumen',
          key: '5f0c3a9e8b7d46f1a2c3d4e5f6071829',
          retired_at: '2026-11-23T09:30:00.000Z',
          destroyed_from: '2026-12-02T09:30:00.000Z',
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
