import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { promisify } from 'node:util';
import type { FunctionProcess } from '../harness/function-process.ts';

export async function residentMiB({ pid }: Pick<FunctionProcess, 'pid'>): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

export type Outcome = {
  readonly status: number | undefined;
  readonly body: string;
  /** The highest memory use of the process during the upload, in MiB. */
  readonly peak: number;
};

/**
 * Sends a body, and meanwhile measures the memory of the process. If the answer comes early, it
 * still sends the rest of the body. It stops early only if the connection closes.
 */
export async function sendLarge(
  to: FunctionProcess,
  path: string,
  headers: { readonly [name: string]: string },
  chunks: Iterable<Uint8Array>,
): Promise<Outcome> {
  const sending = request(`${to.url}${path}`, { method: 'POST', headers });
  const answered = (once(sending, 'response') as Promise<[IncomingMessage]>).then(
    async ([response]) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
      return { status: response.statusCode, body };
    },
  );
  const closed = new Promise<void>((resolve) => {
    sending.on('error', () => {});
    sending.on('close', resolve);
  });
  let peak = 0;
  let sent = 0;
  for (const chunk of chunks) {
    if (sending.closed) break;
    if (!sending.write(chunk)) {
      const drained = new Promise<void>((resolve) => sending.once('drain', resolve));
      await Promise.race([drained, closed]);
    }
    if (sent % 10 === 0) peak = Math.max(peak, await residentMiB(to));
    sent += 1;
  }
  sending.end();
  return { ...(await answered), peak: Math.max(peak, await residentMiB(to)) };
}

/** Yields the same chunk of one MiB, as often as `count` says. */
export function* mebibytesOf(text: string, count: number): Generator<Uint8Array> {
  const chunk = Buffer.alloc(1024 * 1024, text);
  for (let sent = 0; sent < count; sent += 1) yield chunk;
}
