/** The item at an index, counted from the end when negative. @throws when there is none */
export function at<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error('no such item');
  return item;
}
