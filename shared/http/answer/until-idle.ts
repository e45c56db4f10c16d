import type { Readable } from 'node:stream';

/** Seconds after which a download ends if its receiver reads nothing. */
export const idleSeconds = 30;

/** How many bytes are sent at once. A slow but steady receiver accepts this number in time. */
const pieceBytes = 64 * 1024;

/**
 * Ends a download that nobody reads. Its rows were checked when they were made, so they must not
 * wait long. Pieces are made when the receiver asks for them, and none waits here. An early end
 * also ends the work behind it.
 */
export function untilIdle(
  source: Readable,
  idleMs: number = idleSeconds * 1_000,
): ReadableStream<Uint8Array> {
  const given = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let rest: Uint8Array = new Uint8Array();
  let timer: NodeJS.Timeout | undefined;

  async function take(): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      const next = await given.next();
      if (next.done) return undefined;
      rest = next.value;
    }
    const piece = rest.subarray(0, pieceBytes);
    rest = rest.subarray(piece.length);
    return piece;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(timer);
        const piece = await take();
        if (piece === undefined) {
          controller.close();
          return;
        }
        controller.enqueue(piece);
        timer = setTimeout(() => {
          controller.error(new Error('nobody takes the answer'));
          source.destroy();
        }, idleMs);
        timer.unref();
      },
      cancel() {
        clearTimeout(timer);
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
