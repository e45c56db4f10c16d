import type { RunningStack } from './run-stack.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** The value of a JSON body, or the text of any other body. A test knows which type to expect. */
  body: ReturnType<typeof JSON.parse>;
}

/** Sends a request to the stack, by default as the first tenant. */
export async function call(
  { description }: Pick<RunningStack, 'description'>,
  method: string,
  path: string,
  body?: unknown,
  headers: { readonly [name: string]: string } = {},
): Promise<Answer> {
  const response = await fetch(`${description.base_url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${description.api_key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

export function message(text: string) {
  return { conversation_id: 'conversation-1', author: 'customer', text };
}
