type Entry = { readonly status: number; readonly title: string; readonly detail: string };

/**
 * All errors that an answer can contain (RFC 9457). A `code` never changes. The texts are fixed, so
 * they never repeat a caller's value.
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
    detail: 'The Authorization header contains no well-formed bearer credential.',
  },
  'credential-unknown': {
    status: 401,
    title: 'Unknown credential',
    detail: 'This API key is unknown. It may have expired.',
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
      'This subject token has expired, was revoked or is not complete. It is valid for 15 minutes. Ask the provider for a new link.',
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
      'This device token has expired, was revoked, is not complete or was given for another purpose. It is valid for 15 minutes at most.',
  },
  'token-invalid': {
    status: 401,
    title: 'Invalid token',
    detail: 'The token’s signature, issuer, audience, expiry or identity is not accepted.',
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
      'A change with the session cookie must come from a page of the console, with the header «Mayfly-Csrf: 1».',
  },
  'not-a-member': {
    status: 403,
    title: 'Not a member',
    detail: 'This person does not belong to the tenant. An owner of the tenant can invite them.',
  },
  'tenant-unnamed': {
    status: 400,
    title: 'No tenant named',
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
      'This path is for people who have signed in. An API key belongs to a tenant and to no person.',
  },
  'scope-missing': {
    status: 403,
    title: 'Missing scope',
    detail: 'The credential’s scopes, or the person’s role, do not allow this request.',
  },
  'archive-restricted': {
    status: 403,
    title: 'Archive with restricted records',
    detail:
      'The archive would contain restricted records (Art. 18 GDPR). An owner or the data protection officer must make it. Nothing was exported.',
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
    detail: 'This path does not exist. GET /v1/openapi.json describes all paths of the API.',
  },
  'record-not-found': {
    status: 404,
    title: 'Not found',
    detail: 'There is no such record. It may have expired or been deleted.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'This path does not offer the method. The Allow header lists the offered methods.',
  },
  'already-exists': {
    status: 409,
    title: 'Already exists',
    detail: 'A live record with the same unique fields exists. Change it with PUT or PATCH.',
  },
  'code-unknown': {
    status: 404,
    title: 'Unknown code',
    detail:
      'The pool does not contain this code. Codes are compared letter by letter, unless the pool ignores case, spaces and dashes («fold»).',
  },
  'pool-empty': {
    status: 409,
    title: 'Pool is empty',
    detail: 'All coupons of the pool have been given out. Load more.',
  },
  'pool-closed': {
    status: 409,
    title: 'Pool is closed',
    detail:
      'The pool was closed for good. It accepts no file and no code, and gives out no new coupon.',
  },
  'pool-kind': {
    status: 409,
    title: 'Pool of another kind',
    detail:
      'This pool does not offer the action. A pool of coupons gives out coupons (emit). A pool of codes redeems codes (redeem).',
  },
  'code-redeemed': {
    status: 409,
    title: 'Code already redeemed',
    detail: 'This code was redeemed before. A code can be redeemed only once.',
  },
  'policy-limit': {
    status: 409,
    title: 'Limit of the pool reached',
    detail: 'The pool’s policy does not allow this customer another code at present.',
  },
  'legacy-key-taken': {
    status: 409,
    title: 'Name of another key',
    detail:
      'A key of an older system already has this name, and lines of an import may still need this key. Either choose another name, or end the existing key and wait until the task `rekey` has deleted it.',
  },
  'already-participating': {
    status: 409,
    title: 'Already participating',
    detail:
      'This person already takes part as often as the policy of the raffle allows: once in total, once a day (UTC) or once a week (ISO). A correction is also refused if it would give a person a second win.',
  },
  'raffle-not-started': {
    status: 409,
    title: 'Raffle not started',
    detail: 'The raffle does not accept participations before the time in «starts_at».',
  },
  'raffle-ended': {
    status: 409,
    title: 'Raffle ended',
    detail: 'The raffle accepts participations only before the time in «ends_at».',
  },
  'draw-not-offered': {
    status: 409,
    title: 'Nothing to draw',
    detail: 'An instant win is decided when a person takes part. Only giveaways are drawn.',
  },
  'draw-finished': {
    status: 409,
    title: 'Already drawn',
    detail:
      'This draw is finished. Its winners were drawn with another public value, or without one.',
  },
  'already-replaced': {
    status: 409,
    title: 'Already replaced',
    detail: 'The winner of this place was already replaced. Replace the new winner instead.',
  },
  'nobody-left': {
    status: 409,
    title: 'No other entrant',
    detail: 'No other entrant of this draw can win any more. Make a new draw.',
  },
  'insufficient-coins': {
    status: 409,
    title: 'Not enough coins',
    detail: 'The balance is too low for this spending. Nothing was stored.',
  },
  'consent-withdrawn': {
    status: 409,
    title: 'Consent withdrawn',
    detail:
      'The person has withdrawn this consent, or has given it and then withdrawn another consent of the same type. A withdrawal cannot be undone. Ask the person for a new consent.',
  },
  'plan-changed': {
    status: 409,
    title: 'Plan changed',
    detail:
      'The data has changed since the preview, or the pool has more unused codes than «at_most». Nothing was deleted. Look at the data again.',
  },
  'request-closed': {
    status: 409,
    title: 'Request closed',
    detail: 'This request of a person was already completed or refused, so it cannot be changed.',
  },
  'request-waiting': {
    status: 409,
    title: 'Waiting for the person',
    detail:
      'The person was asked to prove their identity. Until they have proved it, the deadline is suspended. First note whether they have proved it.',
  },
  'already-extended': {
    status: 409,
    title: 'Already extended',
    detail:
      'The deadline of a request can be extended once, by two months at most (GDPR Art. 12(3)).',
  },
  'extension-too-late': {
    status: 409,
    title: 'Too late to extend',
    detail:
      'The person must be told about an extension within the first month (GDPR Art. 12(3)). Answer the request.',
  },
  'identity-not-asked': {
    status: 409,
    title: 'Identity not asked for',
    detail: 'The person was not asked to prove their identity, or has already proved it.',
  },
  'identity-settled': {
    status: 409,
    title: 'Identity is known',
    detail:
      'The person has already proved their identity, so they cannot be asked to prove it again.',
  },
  'receipt-pending': {
    status: 409,
    title: 'No receipt yet',
    detail:
      'The erasure is not complete yet, or the key service could not sign its receipt yet. The receipt follows within minutes. Ask again.',
  },
  'commitment-mismatch': {
    status: 422,
    title: 'Values do not match',
    detail:
      'The given values or the salt do not belong to this erasure. Mayfly did not store them.',
  },
  'last-owner': {
    status: 409,
    title: 'Last owner',
    detail: 'A tenant needs at least one owner. Make somebody else an owner first.',
  },
  'too-many-api-keys': {
    status: 409,
    title: 'Too many API keys',
    detail: 'A tenant may have at most 200 API keys. Revoked and expired keys count too.',
  },
  'too-many-members': {
    status: 409,
    title: 'Too many members',
    detail: 'A tenant may have at most 500 members. Remove somebody first.',
  },
  'already-member': {
    status: 409,
    title: 'Already a member',
    detail: 'This person already belongs to the tenant. Change the role instead.',
  },
  'tenant-exists': {
    status: 409,
    title: 'Tenant exists',
    detail: 'There is a tenant with this id. Choose another id.',
  },
  'category-off': {
    status: 409,
    title: 'Category switched off',
    detail:
      'The tenant’s usage profile does not store this category on the server. Nothing was stored.',
  },
  'tenant-erased': {
    status: 410,
    title: 'Tenant erased',
    detail: 'This tenant is being erased. Mayfly does not answer its requests any more.',
  },
  'idempotency-record-gone': {
    status: 410,
    title: 'Already done, records deleted since',
    detail: 'This request was carried out before. Its records have expired or were deleted since.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Changed meanwhile',
    detail:
      'Nothing was done, because the record is not in the state that If-Match or If-None-Match requires. Read it again.',
  },
  'body-too-large': {
    status: 413,
    title: 'Body too large',
    detail: 'The body is larger than this path accepts. Send less in one request.',
  },
  'batch-too-large': {
    status: 413,
    title: 'Batch too large',
    detail:
      'The request would write too much at once: the records may take at most 3 MiB in the database, and a spending may need at most 3,000 earnings. Other writes of the request count too. Send less in one request.',
  },
  'content-type-unsupported': {
    status: 415,
    title: 'Unsupported content type',
    detail:
      'Send the body in the media type that this path accepts, in UTF-8 and not compressed. For most paths this is «application/json».',
  },
  'json-malformed': {
    status: 400,
    title: 'Malformed JSON',
    detail: 'The body is not JSON in UTF-8 (RFC 8259).',
  },
  'csv-malformed': {
    status: 400,
    title: 'Malformed CSV',
    detail: 'The body is not CSV in UTF-8 (RFC 4180). If the line is known, «errors» names it.',
  },
  'multipart-malformed': {
    status: 400,
    title: 'Malformed form',
    detail: 'The body is not a form in multipart/form-data (RFC 7578), or it ends early.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'Invalid cursor',
    detail: 'The cursor does not come from this list with these filters.',
  },
  'header-invalid': {
    status: 400,
    title: 'Invalid header',
    detail: 'A header does not have the required form. «errors» names it.',
  },
  'precondition-unsupported': {
    status: 400,
    title: 'Precondition not supported',
    detail:
      'Nothing was done, because this path does not check every precondition of the request, such as If-Match. «errors» names those that it does not check. Send the request without them.',
  },
  'query-invalid': {
    status: 400,
    title: 'Invalid query',
    detail: 'A query parameter is unknown or has a wrong form. «errors» names it.',
  },
  'validation-failed': {
    status: 422,
    title: 'Invalid fields',
    detail: 'Nothing was stored. «errors» names up to 50 wrong fields and their rules.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'Idempotency key already used',
    detail: 'This Idempotency-Key was used with another body in the last 24 hours.',
  },
  'lookup-limit': {
    status: 422,
    title: 'Too many lookup values',
    detail: 'A batch may contain at most 100 different values in all its lookup fields together.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail:
      'This credential sends too many requests, or this client sends too many wrong credentials. Wait.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    detail: 'Something went wrong on our side. The request id helps us to find the cause.',
  },
  'task-failed': {
    status: 503,
    title: 'Part of the task failed',
    detail:
      'A part of the task failed. The log names the failures, and the next run does the rest.',
  },
  'https-required': {
    status: 403,
    title: 'HTTPS only',
    detail:
      'Personal data needs an encrypted connection: use https://. Somebody may have seen the sent credential, so replace it.',
  },
  'draw-unfinished': {
    status: 503,
    title: 'Draw not finished in time',
    detail: 'Nothing was drawn: reading the participations took too long. Try again.',
  },
  contention: {
    status: 503,
    title: 'Too many simultaneous changes',
    detail: 'Others change the same record, or settings of the tenant, at this moment. Try again.',
  },
  'deadline-exceeded': {
    status: 503,
    title: 'Answer took too long',
    detail:
      'The answer was not ready in time. A write may or may not have been stored. Try again with the same Idempotency-Key.',
  },
  'keys-unavailable': {
    status: 503,
    title: 'Key service unavailable',
    detail: 'The key service does not answer. Nothing was stored or shown. Try again.',
  },
  'keys-refused': {
    status: 500,
    title: 'Keys refused',
    detail:
      'The key service refuses the keys of this data. Nothing was stored or shown. The operators see this in the log. Trying again does not help.',
  },
  'issuer-unavailable': {
    status: 503,
    title: 'Identity provider unavailable',
    detail: 'The provider that issued the token does not answer, so Mayfly cannot check the token.',
  },
  'restore-pending': {
    status: 503,
    title: 'Restore not finished',
    detail:
      'The database was restored from a backup. It still contains data that was deleted after the backup. Until this data is removed, nothing is shown or stored. Try again later.',
  },
  'store-unavailable': {
    status: 503,
    title: 'Database unavailable',
    detail:
      'The database does not answer. A write may or may not have been stored. Try again with the same Idempotency-Key.',
  },
} as const satisfies { readonly [code: string]: Entry };

export type ProblemCode = keyof typeof problemTable;
