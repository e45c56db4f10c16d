import type { LoadSender } from './load.ts';
import type { MeasuredProcess } from './measured-process.ts';
import type { Sent } from './request-cases.ts';
import type { Cost } from './rows.ts';

/**
 * A process, and the requests that the bench sends to it. `from` is the number of the next request.
 */
export type Side = { readonly process: MeasuredProcess; readonly sent: Sent; from: number };

type Options = {
  /** The API keys of the requests, which are used in turn. */
  readonly keys: readonly string[];
  /** The number of requests that wait for their answers at the same time. */
  readonly atOnce: number;
};

/**
 * Sends requests to a process.
 * @returns the CPU time of the process and the duration, both in milliseconds for each request
 */
export async function measureLoad(
  sender: LoadSender,
  { keys, atOnce }: Options,
  { process, sent, from }: Side,
  count: number,
): Promise<Cost> {
  const before = await process.used();
  const started = performance.now();
  const bodies = sent.bodies.map((body) => JSON.stringify(body));
  const { method, paths } = sent;
  await sender.send({ url: process.url, method, keys, paths, bodies, count, from, atOnce });
  const time = (performance.now() - started) / count;
  return { cpu: ((await process.used()).cpuMs - before.cpuMs) / count, time };
}
