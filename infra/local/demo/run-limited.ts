/** Runs tasks in their order, a few at a time; the first failure ends it. */
export async function runLimited(
  tasks: readonly (() => Promise<void>)[],
  parallel: number,
): Promise<void> {
  const queue = tasks.values();
  const work = async () => {
    for (const task of queue) await task();
  };
  await Promise.all(Array.from({ length: parallel }, work));
}
