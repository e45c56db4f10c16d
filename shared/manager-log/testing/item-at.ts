/**
 * The item at an index. A negative index is counted from the end.
 * @throws an error if there is no such item
 */
export function at<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error('no such item');
  return item;
}
