const deadlineMs = 3_000;
const bytesMax = 256 * 1024;

/** Reads a JSON document of an issuer. */
export type FetchJson = (url: string) => Promise<unknown>;

async function readLimited(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error('the document is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Fetches a document of at most 256 KiB within 3 s. It follows no redirect, because then another
 * server could supply an issuer's keys.
 */
export const fetchIssuerJson: FetchJson = async (url) => {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`the issuer answered ${response.status}`);
  }
  return JSON.parse(await readLimited(response.body));
};
