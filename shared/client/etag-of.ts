const tags = new WeakMap<object, string>();

/** Reads an answer as JSON, and stores its entity tag for {@link etagOf}. */
export async function readTagged<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as T;
  const tag = response.headers.get('etag');
  if (tag !== null && typeof answer === 'object' && answer !== null) tags.set(answer, tag);
  return answer;
}

/**
 * Returns the entity tag of a record that this client has received as the answer to a call. If you
 * send this tag as `ifMatch`, Mayfly changes the record only if nobody else has changed it since
 * that answer. The result is undefined for a copy of the answer, and for a record in a list.
 */
export function etagOf(answer: object): string | undefined {
  return tags.get(answer);
}
