type Entry = { readonly status: number; readonly title: string; readonly detail: string };

/**
 * Every error in an answer (RFC 9457). `code` never changes. The texts are fixed, so that they
 * never repeat a caller's value.
 */
export const problemTable = {
  'credential-missing': {
    status: 401,
    title: 'No credential',
    detail: 'Send an API key as «Authorization: Bearer mf_…», or sign in.',
  },
  'credential-malformed': {
    status: 401,
    title: 'Malformed credential',
    detail: 'The Authorization header does not hold a well-formed bearer credential.',
  },
  'credential-unknown': {
    status: 401,
    title: 'Unknown credential',
    detail: 'No API key like this is known. It may have expired.',
  },
  'credential-revoked': {
    status: 401,
    title: 'Revoked credential',
    detail: 'This API key was revoked. Create another one.',
  },
  'subject-token-missing': {
    status: 401,
    title: 'No subject token',
    detail:
      'Send the subject token of one person as «Authorization: Bearer mfs_…». The provider’s backend gets one from POST /v1/subject-tokens.',
  },
  'subject-token-invalid': {
    status: 401,
    title: 'Subject token not valid',
    detail:
      'This subject token has expired, was revoked or is not complete. It lasts 15 minutes: ask the provider for a new link.',
  },
  'device-token-missing': {
    status: 401,
    title: 'No device token',
    detail:
      'Send the device token of one conversation as «Authorization: Bearer mfd_…». The provider’s backend gets one from POST /v1/device-tokens.',
  },
  'device-token-invalid': {
    status: 401,
    title: 'Device token not valid',
    detail:
      'This device token has expired, was revoked, is not complete or was given for another purpose. It lasts 15 minutes at most.',
  },
  'token-invalid': {
    status: 401,
    title: 'Invalid token',
    detail: 'The token’s signature, issuer, audience, expiry or identity is not accepted here.',
  },
  'session-ended': {
    status: 401,
    title: 'Session ended',
    detail: 'The session has expired or was ended. Sign in again.',
  },
  'cross-site-request': {
    status: 403,
    title: 'Cross-site request',
    detail:
      'With the session cookie, changes are only accepted from the console’s own pages, with the header «Mayfly-Csrf: 1».',
  },
  'not-a-member': {
    status: 403,
    title: 'Not a member',
    detail: 'This person does not belong to the tenant. Its owners invite people.',
  },
  'tenant-unnamed': {
    status: 400,
    title: 'Which tenant?',
    detail: 'This person belongs to several tenants. Name one in the header «Mayfly-Tenant».',
  },
  'operators-only': {
    status: 403,
    title: 'Operators only',
    detail: 'Only an operator of the platform may do this.',
  },
  'people-only': {
    status: 403,
    title: 'For people only',
    detail:
      'This path is for people who have signed in. An API key belongs to a tenant and is nobody.',
  },
  'scope-missing': {
    status: 403,
    title: 'Missing scope',
    detail: 'The credential’s scopes, or the person’s role, do not allow this request.',
  },
  'origin-refused': {
    status: 403,
    title: 'Origin not allowed',
    detail:
      'Pages of this origin may not use the tenant’s API: the tenant has not registered the origin.',
  },
  'route-unknown': {
    status: 404,
    title: 'Unknown route',
    detail: 'Nothing is served at this path. The paths are listed in the README.',
  },
  'record-not-found': {
    status: 404,
    title: 'Not found',
    detail: 'There is no such record. It may have expired or been deleted.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'This path does not offer the method. The Allow header lists those it does.',
  },
  'already-exists': {
    status: 409,
    title: 'Already exists',
    detail: 'A live record with the same unique fields exists. Change it with PUT or PATCH.',
  },
  'code-unknown': {
    status: 404,
    title: 'Unknown code',
    detail: 'The pool holds no such code. Codes are compared letter by letter.',
  },
  'pool-empty': {
    status: 409,
    title: 'Pool is empty',
    detail: 'Every coupon of the pool has been given out. Load more.',
  },
  'pool-closed': {
    status: 409,
    title: 'Pool is closed',
    detail:
      'The pool was closed for good: it takes in no file and no code, and gives nothing new out.',
  },
  'pool-kind': {
    status: 409,
    title: 'Pool of another kind',
    detail:
      'Coupons are given out (emit), codes are handed in (redeem). This pool is for the other.',
  },
  'code-redeemed': {
    status: 409,
    title: 'Code redeemed before',
    detail: 'This code has been handed in before. Each can be once.',
  },
  'policy-limit': {
    status: 409,
    title: 'Limit of the pool reached',
    detail:
      'The pool’s policy gives this customer, or takes from them, no further code at present.',
  },
  'legacy-key-taken': {
    status: 409,
    title: 'Name of another key',
    detail:
      'Another key of an older system has this name, and lines may wait under it. Choose another name, or end that key and wait until the task `rekey` has deleted it.',
  },
  'already-participating': {
    status: 409,
    title: 'Already participating',
    detail:
      'This person takes part already, as often as the raffle allows: once, or once in the UTC day or ISO week.',
  },
  'raffle-not-started': {
    status: 409,
    title: 'Raffle not started',
    detail: 'The raffle takes participations from its starts_at on.',
  },
  'raffle-ended': {
    status: 409,
    title: 'Raffle ended',
    detail: 'The raffle took participations until its ends_at.',
  },
  'draw-not-offered': {
    status: 409,
    title: 'Nothing to draw',
    detail: 'An instant win is decided when a person takes part. Only giveaways are drawn.',
  },
  'draw-finished': {
    status: 409,
    title: 'Drawn before',
    detail: 'The winners of this draw were drawn already, with another public value or none.',
  },
  'already-replaced': {
    status: 409,
    title: 'Replaced before',
    detail: 'The winner of this place was replaced already. Replace the replacement.',
  },
  'nobody-left': {
    status: 409,
    title: 'Nobody left',
    detail: 'No entrant of this draw is left who could win. Make a new draw.',
  },
  'insufficient-coins': {
    status: 409,
    title: 'Not enough coins',
    detail: 'The balance is less than what would be spent. Nothing was stored.',
  },
  'consent-withdrawn': {
    status: 409,
    title: 'Consent withdrawn',
    detail:
      'The person has withdrawn this consent, or another of its purpose after it was given. Nothing takes that back: ask for a new one.',
  },
  'plan-changed': {
    status: 409,
    title: 'Plan changed',
    detail: 'Something has come or gone since the preview. Nothing was erased: look again.',
  },
  'request-closed': {
    status: 409,
    title: 'Request closed',
    detail: 'This request of a person was completed or refused before. Nothing more changes it.',
  },
  'request-waiting': {
    status: 409,
    title: 'Waiting for the person',
    detail: 'The person was asked who they are, and time stands still. Note first what came of it.',
  },
  'already-extended': {
    status: 409,
    title: 'Extended before',
    detail: 'The time of a request is extended once, by two months at most (GDPR Art. 12(3)).',
  },
  'extension-too-late': {
    status: 409,
    title: 'Too late to extend',
    detail: 'An extension is told within the first month (GDPR Art. 12(3)). Answer the request.',
  },
  'identity-not-asked': {
    status: 409,
    title: 'Identity not asked for',
    detail: 'The person was not asked who they are, or has shown it.',
  },
  'identity-settled': {
    status: 409,
    title: 'Identity is known',
    detail: 'The person has shown who they are, so there is no doubt to ask about.',
  },
  'receipt-pending': {
    status: 409,
    title: 'No receipt yet',
    detail:
      'The erasure is under way, or the key service was away when it ended. Its receipt follows within minutes: ask again.',
  },
  'commitment-mismatch': {
    status: 422,
    title: 'Not what was asked',
    detail:
      'What was presented is not what this erasure was asked for, or the salt is another. Nothing of it was kept.',
  },
  'last-owner': {
    status: 409,
    title: 'Last owner',
    detail: 'A tenant keeps at least one owner. Make somebody else an owner first.',
  },
  'too-many-api-keys': {
    status: 409,
    title: 'Too many API keys',
    detail: 'A tenant may have 200 API keys, revoked ones included.',
  },
  'already-member': {
    status: 409,
    title: 'Already a member',
    detail: 'This person belongs to the tenant already. Change the role instead.',
  },
  'tenant-exists': {
    status: 409,
    title: 'Tenant exists',
    detail: 'There is a tenant with this id. Choose another one.',
  },
  'category-off': {
    status: 409,
    title: 'Category switched off',
    detail: 'The tenant’s usage profile keeps no data of this category here. Nothing was stored.',
  },
  'tenant-erased': {
    status: 410,
    title: 'Tenant erased',
    detail: 'This tenant is being erased. Nothing is served for it any more.',
  },
  'idempotency-record-gone': {
    status: 410,
    title: 'Already done, and gone since',
    detail:
      'This request was carried out before; what it stored has expired or been deleted since.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Changed meanwhile',
    detail:
      'Nothing was done: it is not in the state that If-Match or If-None-Match names. Read it again.',
  },
  'body-too-large': {
    status: 413,
    title: 'Body too large',
    detail: 'The body is larger than this path accepts. Send less at once.',
  },
  'batch-too-large': {
    status: 413,
    title: 'Batch too large',
    detail: 'The records take more than 3 MiB encoded. Send fewer at once.',
  },
  'content-type-unsupported': {
    status: 415,
    title: 'Unsupported content type',
    detail:
      'Send the body as the media type that this path takes, in most places «application/json», in UTF-8 and not compressed.',
  },
  'json-malformed': {
    status: 400,
    title: 'Malformed JSON',
    detail: 'The body is not JSON in UTF-8 (RFC 8259).',
  },
  'csv-malformed': {
    status: 400,
    title: 'Malformed CSV',
    detail: 'The body is not CSV in UTF-8 (RFC 4180); «errors» names the line where that is known.',
  },
  'multipart-malformed': {
    status: 400,
    title: 'Malformed form',
    detail: 'The body is not a form in multipart/form-data (RFC 7578), or it ends early.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'Invalid cursor',
    detail: 'The cursor is not one that this list, with these filters, gave out.',
  },
  'header-invalid': {
    status: 400,
    title: 'Invalid header',
    detail: 'A header does not have the form it needs; «errors» names it.',
  },
  'precondition-unsupported': {
    status: 400,
    title: 'Precondition not supported',
    detail:
      'Nothing was done: preconditions such as If-Match are not evaluated here. Send the request without.',
  },
  'query-invalid': {
    status: 400,
    title: 'Invalid query',
    detail: 'A query parameter is unknown or not of its form; «errors» names it.',
  },
  'validation-failed': {
    status: 422,
    title: 'Invalid fields',
    detail: 'Nothing was stored: «errors» names each field and the rule it breaks.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'Idempotency key used before',
    detail: 'This Idempotency-Key came with another body within the last 24 hours.',
  },
  'lookup-limit': {
    status: 422,
    title: 'Too many lookup values',
    detail: 'A batch may hold at most 100 distinct values of fields that records are found by.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'This credential, or this client with credentials that failed, asks too often. Wait.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    detail: 'Something went wrong on our side. The request id helps us to find it.',
  },
  'task-failed': {
    status: 503,
    title: 'Part of the task failed',
    detail:
      'What could be done is done; the log names the failures, and the next run does the rest.',
  },
  'https-required': {
    status: 403,
    title: 'HTTPS only',
    detail:
      'Personal data travels encrypted: use https://. Consider the credential that was sent as seen.',
  },
  'draw-unfinished': {
    status: 503,
    title: 'Draw not finished in time',
    detail: 'Nothing was drawn: reading the participations took too long. Try again.',
  },
  contention: {
    status: 503,
    title: 'Too much at once',
    detail: 'Others change the same record at this moment. Try again.',
  },
  'deadline-exceeded': {
    status: 503,
    title: 'Took too long',
    detail:
      'The answer was not ready in time. A write may or may not have been stored; try again with the same Idempotency-Key.',
  },
  'keys-unavailable': {
    status: 503,
    title: 'Key service unavailable',
    detail: 'The key service does not answer. Nothing was stored or shown; try again.',
  },
  'keys-refused': {
    status: 500,
    title: 'Keys refused',
    detail:
      'The key service refuses the keys of this data. Nothing was stored or shown. An operator is told; trying again does not help.',
  },
  'issuer-unavailable': {
    status: 503,
    title: 'Identity provider unavailable',
    detail: 'The provider that issued the token does not answer, so the token cannot be checked.',
  },
  'restore-pending': {
    status: 503,
    title: 'Restore not finished',
    detail:
      'The database was restored from a backup, and what was forgotten since is not taken out of it yet. Nothing is shown or stored until then; try again later.',
  },
  'store-unavailable': {
    status: 503,
    title: 'Database unavailable',
    detail:
      'The database does not answer. A write may or may not have been stored; try again with the same Idempotency-Key.',
  },
} as const satisfies { readonly [code: string]: Entry };

export type ProblemCode = keyof typeof problemTable;
