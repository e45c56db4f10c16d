import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';

const timeoutMs = 15_000;

/** Why there are no new numbers, in words for a person. */
export type Failure = {
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | undefined;
};

export type LoadResult =
  | { readonly overview: StorageOverview; readonly failure?: undefined }
  | { readonly overview?: undefined; readonly failure: Failure };

const unreachable: Failure = {
  title: 'Mayfly cannot be reached',
  detail: 'No answer came within 15 seconds. Check the connection, then try again.',
  requestId: undefined,
};

/** What a refusal says of itself, when it is a problem document (RFC 9457). */
async function readFailure(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined);
  const texts = new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const text = (name: string) => {
    const value: unknown = texts.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    title: text('title') ?? 'The overview could not be read',
    detail: text('detail') ?? `The service answered with status ${response.status}.`,
    requestId: text('request_id') ?? response.headers.get('x-request-id') ?? undefined,
  };
}

/** Where the numbers are read, and for which tenant where the session has several. */
export type OverviewSource = { readonly base: string; readonly tenant: string | undefined };

/** Fetches the overview once; never rejects. */
export async function loadOverview({ base, tenant }: OverviewSource): Promise<LoadResult> {
  try {
    const response = await fetch(`${base}/v1/tenant/storage`, {
      headers: {
        accept: 'application/json',
        ...(tenant !== undefined && { 'mayfly-tenant': tenant }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return { failure: await readFailure(response) };
    return { overview: (await response.json()) as StorageOverview };
  } catch {
    return { failure: unreachable };
  }
}
