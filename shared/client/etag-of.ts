const tags = new WeakMap<object, string>();

/** Reads an answer as JSON, and keeps its entity tag for {@link etagOf}. */
export async function readTagged<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as T;
  const tag = response.headers.get('etag');
  if (tag !== null && typeof answer === 'object' && answer !== null) tags.set(answer, tag);
  return answer;
}

/**
 * The entity tag of one record that this client has received. Send it as `ifMatch` to change the
 * record only if nobody has changed it since. Undefined for a copy of the record, and for records
 * of a list.
 */
export function etagOf(answer: object): string | undefined {
  return tags.get(answer);
}
