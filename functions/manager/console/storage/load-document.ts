import { MayflyUnreachable, readProblem } from '#shared/client/mayfly-problem.ts';

/**
 * Loads a document as an HTML file. It does not use the client, because the client does not read
 * HTML pages.
 * @throws MayflyProblem, MayflyUnreachable
 */
export async function loadDocument(address: string, tenant: string): Promise<Blob> {
  const fail = (cause: unknown) => {
    throw new MayflyUnreachable('no complete answer came', { cause });
  };
  const response = await fetch(address, { headers: { 'mayfly-tenant': tenant } }).catch(fail);
  if (!response.ok) throw await readProblem(response);
  return response.blob().catch(fail);
}
