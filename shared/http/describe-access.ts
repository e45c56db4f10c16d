import { plainId } from '#shared/categories/field-schemas.ts';

/** Ids that Mayfly makes itself. */
const ownId = /^[0-9a-f]{32,64}$/;
const verbs: { readonly [method: string]: string } = {
  POST: 'create',
  PUT: 'replace',
  PATCH: 'correct',
  DELETE: 'delete',
};

/** Requests that read although they are a POST: what is looked up by a personal value has a body. */
const readingPosts = new Set(['search', 'lookup', 'balance', 'export', 'what-if']);

function lastSegment(pattern: string): string {
  return pattern.split('/').at(-1) ?? '';
}

/** Whether a request shows something and changes nothing. */
export function isReading(method: string, pattern: string): boolean {
  return method === 'GET' || (method === 'POST' && readingPosts.has(lastSegment(pattern)));
}

/**
 * What a request does, for the manager log: the route in words, `customers.read`, `coupon-pools.emit`. Made of
 * the pattern of the route alone, so nothing that a caller sent can be in it.
 */
export function actionOf(method: string, pattern: string): string {
  const segments = pattern.split('/').slice(2);
  const names = segments.filter((segment) => !segment.startsWith(':'));
  const isOne = segments.at(-1)?.startsWith(':') === true;
  if (method === 'GET') {
    const isFile = /\.|^(?:export|summary|proof|history|file|storage)/.test(names.at(-1) ?? '');
    return isFile ? names.join('.') : [...names, isOne ? 'read' : 'list'].join('.');
  }
  const isVerb = method === 'POST' && segments.length > 1 && !isOne && names.length > 1;
  return isVerb ? names.join('.') : [...names, verbs[method]].join('.');
}

/** What a list or a search is narrowed by, as a target: the names of the fields that fit, never their values. */
export function fieldsAskedFor(fields: readonly string[]): string | undefined {
  let target: string | undefined;
  for (const field of new Set(fields)) {
    const longer = target === undefined ? field : `${target}:${field}`;
    if (plainId.safeParse(longer).success) target = longer;
  }
  return target;
}

/** A segment of a path as routes are given it. */
function decodeSegment(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Paths whose ids callers choose. */
const chosenIds = /^\/v1\/(?:conversations|experiences)\//;

/**
 * The record or conversation that a request is about; undefined when it names none, or something that is no id
 * and could be anybody's name.
 */
export function targetOf(pattern: string, path: string): string | undefined {
  const id = decodeSegment(path.split('/')[pattern.split('/').indexOf(':id')]);
  if (id === undefined || !plainId.safeParse(id).success) return undefined;
  return ownId.test(id) || chosenIds.test(pattern) ? id : undefined;
}
