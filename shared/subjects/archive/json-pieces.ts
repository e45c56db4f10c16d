/**
 * Yields an object as JSON. First come the members of `known`, then the member `last`, piece by
 * piece. After all pieces of `last`, the function calls `after` and yields the returned members.
 */
export async function* jsonWith(
  known: object,
  last: { readonly name: string; readonly pieces: AsyncIterable<string> },
  after: () => object,
): AsyncGenerator<string, void> {
  const head = JSON.stringify(known).slice(0, -1);
  yield `${head}${head === '{' ? '' : ','}\n${JSON.stringify(last.name)}:`;
  yield* last.pieces;
  const tail = JSON.stringify(after()).slice(1);
  yield tail === '}' ? tail : `,\n${tail}`;
}

/** Yields values as a JSON array, one on each line. */
export async function* jsonArray(
  items: AsyncIterable<AsyncIterable<string> | string>,
): AsyncGenerator<string, void> {
  yield '[';
  let isFirst = true;
  for await (const item of items) {
    yield isFirst ? '\n' : ',\n';
    isFirst = false;
    if (typeof item === 'string') yield item;
    else yield* item;
  }
  yield ']';
}
