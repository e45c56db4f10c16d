/**
 * A document as the emulator stores it: its full name, its fields, and the decoded bytes and base64
 * texts.
 */
export type RawDocument = {
  readonly path: string;
  /** The document as the emulator's REST interface prints it, with bytes as base64. */
  readonly text: string;
  /** The decoded bytes of each bytes value, and of each string that looks like base64. */
  readonly decoded: readonly Buffer[];
};

type Listed = { readonly name: string; readonly fields?: Record<string, unknown> };

const PAGE_SIZE = 300;

/**
 * Reads every document of the databases from the emulator, in spite of the security rules. The
 * result also contains paths without a document, if there are documents below them.
 */
export async function exportRaw(input: {
  firestoreHost: string;
  projectId: string;
  databaseIds: readonly string[];
}): Promise<RawDocument[]> {
  const documents: RawDocument[] = [];
  for (const databaseId of input.databaseIds) {
    const pending = [`projects/${input.projectId}/databases/${databaseId}/documents`];
    for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
      for (const collectionId of await listCollectionIds(input.firestoreHost, parent)) {
        for (const document of await listDocuments(input.firestoreHost, parent, collectionId)) {
          documents.push(toRawDocument(document));
          pending.push(document.name);
        }
      }
    }
  }
  return documents;
}

function toRawDocument(document: Listed): RawDocument {
  const text = JSON.stringify(document);
  return { path: document.name, text, decoded: decodeValues(document.fields) };
}

function decodeValues(value: unknown): Buffer[] {
  if (typeof value === 'string')
    return looksLikeBase64(value) ? [Buffer.from(value, 'base64')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(decodeValues);
}

// Bytes arrive as base64. Some texts look like base64 too, and decoding them does no harm.
function looksLikeBase64(text: string): boolean {
  return text.length >= 4 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text);
}

async function listCollectionIds(host: string, parent: string): Promise<string[]> {
  const ids: string[] = [];
  let pageToken = '';
  do {
    const page = await request<{ collectionIds?: string[]; nextPageToken?: string }>(
      `http://${host}/v1/${encodeName(parent)}:listCollectionIds`,
      { method: 'POST', body: JSON.stringify({ pageSize: PAGE_SIZE, pageToken }) },
    );
    ids.push(...(page.collectionIds ?? []));
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  return ids;
}

async function listDocuments(
  host: string,
  parent: string,
  collectionId: string,
): Promise<Listed[]> {
  const documents: Listed[] = [];
  let pageToken = '';
  do {
    const query = new URLSearchParams({ pageSize: String(PAGE_SIZE), showMissing: 'true' });
    if (pageToken !== '') query.set('pageToken', pageToken);
    const page = await request<{ documents?: Listed[]; nextPageToken?: string }>(
      `http://${host}/v1/${encodeName(parent)}/${encodeURIComponent(collectionId)}?${query}`,
    );
    documents.push(...(page.documents ?? []));
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  return documents;
}

async function request<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' };
  const response = await fetch(url, { ...init, headers });
  if (!response.ok) throw new Error(`the raw export failed with ${response.status} at ${url}`);
  return (await response.json()) as Answer;
}

function encodeName(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
