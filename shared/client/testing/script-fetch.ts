import { createMayflyClient, type MayflyClientOptions } from '../create-mayfly-client.ts';

/** One step of the simulated server: the answer to a request, or an error that `fetch` throws. */
export type Step =
  | { readonly status: number; readonly body?: unknown; readonly headers?: object }
  | Error;

export type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
  readonly init: RequestInit;
};

function toResponse({ status, body, headers }: Exclude<Step, Error>): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const given = { 'content-type': type, ...headers };
  return new Response(status === 204 ? null : (text ?? ''), { status, headers: given });
}

/**
 * Creates a client and a simulated server, which carries out the next step for each request. The
 * client does not wait between attempts: it only adds each pause to `pauses`, in milliseconds.
 */
export function scriptClient(
  steps: readonly Step[],
  options: Partial<MayflyClientOptions> = {},
): {
  readonly client: ReturnType<typeof createMayflyClient>;
  readonly sent: readonly Sent[];
  readonly pauses: readonly number[];
} {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  const client = createMayflyClient({
    baseUrl: 'https://mayfly.example.com/',
    apiKey: 'mf_blumen_key',
    random: () => 0.5,
    sleep: async (milliseconds) => void pauses.push(milliseconds),
    fetch: async (url, init) => {
      const step = steps[sent.length];
      const body = init.body === undefined ? undefined : JSON.parse(init.body as string);
      const headers = init.headers as { [name: string]: string };
      sent.push({ method: String(init.method), url, headers, body, init });
      if (step === undefined) throw new Error('the script has ended');
      if (step instanceof Error) throw step;
      return toResponse(step);
    },
    ...options,
  });
  return { client, sent, pauses };
}

/** Creates a step in which the server answers with a problem. */
export function problem(status: number, code: string, headers: object = {}): Step {
  const texts = { type: `urn:mayfly:problem:${code}`, title: 'Title', detail: 'Detail.' };
  return { status, headers, body: { ...texts, code, status, request_id: 'request-1' } };
}
