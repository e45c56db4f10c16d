import { saveFile } from './save-file.ts';

/**
 * Reads a stream to its end into the page’s memory and offers it as a download.
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
  const content = await new Response(stream.pipeThrough(counter)).arrayBuffer();
  saveFile(new Blob([content], { type: file.type }), file.name);
}
