import { saveFile } from './save-file.ts';

/**
 * Reads a stream to its end and offers it as a download. The browser may keep large files on its
 * disk until the download begins.
 * @param onBytes receives the number of bytes so far
 */
export async function saveStream(
  stream: ReadableStream<Uint8Array>,
  file: { readonly name: string; readonly type: string },
  onBytes?: (bytes: number) => void,
): Promise<void> {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      controller.enqueue(chunk);
      onBytes?.(bytes);
    },
  });
  const headers = { 'content-type': file.type };
  saveFile(await new Response(stream.pipeThrough(counter), { headers }).blob(), file.name);
}
