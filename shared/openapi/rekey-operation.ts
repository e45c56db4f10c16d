import { jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, personCodes, taskCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

/** The task that renews the keys and the hashes of stored data. */
export const rekeyOperation: RouteDraft = {
  method: 'post',
  path: '/tasks/rekey',
  operation: {
    operationId: 'runRekey',
    summary: 'Renew keys and hashes',
    description:
      'When a key of Cloud KMS has a new version, the task wraps data keys and other secrets with this version. After 28 hours or more, it orders the destruction of older versions that wrap nothing any more. It encrypts the data of retired data keys again, with new keys. It migrates imported records from AES/CBC to AES/GCM. It computes lookup hashes again if their rules have changed. If the time of a run is over, the next run continues. Callers can read and write records during a run. It is safe to repeat the task, and to kill it at any instant. Only Cloud Scheduler may call it.',
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
      'For operators. Declares that a data key is compromised or full (used by too many documents). Within a minute every process encrypts with a new key. The task `rekey` encrypts the old key’s data again with the new key. Nine days later no backup contains data that is encrypted with the old key, and the purge destroys the old key. At the latest it destroys the old key an hour after the end of its bucket (the period in which all its data expires). As long as the key exists, a restored backup can be read. A repetition of the request changes nothing. Keys of the manager log are refused, because nobody may change the entries of the log. Three kinds of data are not encrypted again: members, particulars (what the tenant states as a controller), and the endpoints of recipients with their secrets. If the key encrypts such data, an owner must remove the members and invite them again, store the particulars again, or set the endpoints again and renew their secrets. Once a day Mayfly also looks for full keys, and retires them.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The key’s id. Stored records contain it in the field `dek`.',
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
