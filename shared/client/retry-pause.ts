const firstMs = 250;
const longestMs = 8_000;

/** The delay in `Retry-After`, in milliseconds (RFC 9110, section 10.2.3). */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/**
 * The milliseconds before the next attempt: the delay that the server asks for, plus a random part
 * of a time that doubles with each attempt. Because of the random part, callers that failed at the
 * same time try again at different times.
 * @param attempt 0 after the first attempt
 */
export function retryPauseMs(attempt: number, random: () => number, askedMs = 0): number {
  return askedMs + random() * Math.min(longestMs, firstMs * 2 ** attempt);
}

/** Waits until the time has passed or the signal is aborted. @throws the signal's reason */
export function sleepUnlessAborted(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
