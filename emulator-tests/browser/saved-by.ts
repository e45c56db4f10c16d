import type { Page } from 'playwright-core';

/**
 * Presses a button and saves the file that the page then offers. @returns the file's name and
 * content
 */
export async function savedBy(page: Page, press: () => Promise<void>): Promise<[string, Buffer]> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return [download.suggestedFilename(), Buffer.concat(chunks)];
}
