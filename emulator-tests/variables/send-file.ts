import type { Target } from '../harness/caller.ts';

export const place = { experience_id: 'exp-1', instance_id: 'run-1', name: 'photo' };

/** Makes bytes that depend on their position, so that a test notices a chunk in a wrong place. */
export function contentOf(bytes: number, seed = 1): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4)
    content.writeUInt32LE((at * 2_654_435_761 + seed) >>> 0, at);
  return content;
}

/** Stores a file as a variable, through the API. */
export async function sendFile(
  target: Target,
  key: string,
  content: Uint8Array,
  fields: { readonly [name: string]: string } = {},
  fileName = 'photo.png',
): Promise<{ status: number; body: { readonly [name: string]: unknown } }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...place, ...fields })) form.append(name, value);
  const file = new Blob([content as Uint8Array<ArrayBuffer>], { type: 'image/png' });
  form.append('file', file, fileName);
  const encoded = new Response(form);
  const response = await target.request('/v1/variables/file', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    body: await encoded.arrayBuffer(),
  });
  const body = (await response.json()) as { readonly [name: string]: unknown };
  return { status: response.status, body };
}

/** Reads a variable's file, through the API. */
export async function readFile(target: Target, key: string, id: unknown): Promise<Buffer> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await target.request(`/v1/variables/${String(id)}/file`, { headers });
  if (response.status !== 200) throw new Error(`the file answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Stores a file, and throws an error if that does not succeed. @returns the id of its variable */
export async function storeFile(...input: Parameters<typeof sendFile>): Promise<string> {
  const { status, body } = await sendFile(...input);
  if (status >= 300) throw new Error(`storing a file answers ${status}`);
  return String(body['id']);
}
