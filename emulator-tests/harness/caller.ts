/** The fields that a JSON answer may have. Each path answers with some of these fields. */
export type Body = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly items: readonly Body[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string;
  readonly code: string;
  readonly text: string;
  readonly email: string;
  readonly messages: number;
  readonly last_message: { readonly id: string; readonly preview: string };
  readonly [name: string]: unknown;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
};

/**
 * Receives the requests of a test: an app in the process of the test, or another process over HTTP.
 */
export type Target = { request(path: string, init: RequestInit): Response | Promise<Response> };

export type HeaderValues = { readonly [name: string]: string };

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: HeaderValues,
) => Promise<Answer>;

export async function send(target: Target, path: string, init: RequestInit): Promise<Answer> {
  const response = await target.request(path, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = (isJson ? JSON.parse(text) : {}) as Body;
  return { status: response.status, headers: response.headers, text, body };
}

/**
 * Returns a function that calls an app or a process with an API key. As a body it sends an object
 * as JSON, and a string or bytes unchanged.
 */
export function callerOf(target: Target, key: string): Call {
  return (method, path, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    return send(target, path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      }),
    });
  };
}
