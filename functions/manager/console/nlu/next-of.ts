/**
 * Returns the message to open after a review. If the opened message was not reviewed, it stays
 * open. Otherwise the next message opens, or the previous one if there is no next message.
 */
export function nextOf(
  ids: readonly string[],
  reviewed: readonly string[],
  opened: string | undefined,
): string | undefined {
  const gone = new Set(reviewed);
  if (opened !== undefined && !gone.has(opened)) return opened;
  const at = Math.max(0, opened === undefined ? 0 : ids.indexOf(opened));
  return (
    ids.slice(at).find((id) => !gone.has(id)) ?? ids.slice(0, at).findLast((id) => !gone.has(id))
  );
}
