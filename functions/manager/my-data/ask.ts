import type { Language } from './texts.ts';

type InBoth = { readonly [language in Language]: string };

/** An overview of the person's stored data, as `POST /v1/my-data/preview` returns it. */
export type OwnData = {
  readonly plan: string;
  readonly expires_at: string;
  readonly categories: readonly {
    readonly category: string;
    readonly title: InBoth;
    readonly purpose: InBoth;
    readonly count: number;
    readonly kept_until: string;
  }[];
  readonly beside: number;
  readonly shared_conversations: number;
  readonly stays: readonly { readonly what: string; readonly why: string }[];
};

/** True if nothing is stored about the person. */
export function isEmpty({ categories, beside }: OwnData): boolean {
  return categories.length === 0 && beside === 0;
}

/** The result of an erasure, as `POST /v1/my-data/erase` returns it. */
export type Erased = {
  readonly id: string;
  readonly categories: readonly { readonly category: string; readonly count: number }[];
  readonly beside: readonly { readonly collection: string; readonly count: number }[];
  readonly salt: string | null;
  readonly receipt: string | null;
};

/**
 * Returns how many records of each category were erased. The answer counts restricted records
 * separately, but for the person they belong to the category.
 */
export function countErased({ categories, beside }: Erased): ReadonlyMap<string, number> {
  const counts = new Map(categories.map(({ category, count }) => [category, count]));
  for (const { collection, count } of beside) {
    const category = /^(.*)_restricted$/.exec(collection)?.[1];
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + count);
  }
  return counts;
}

/**
 * The reason why there is no result. `ended`: the token is no longer valid. `changed`: the data has
 * changed since the preview. `restricted`: the archive would contain restricted data, but the
 * caller that created the token may not see such data. `leaving`: all data of the tenant is being
 * erased. `no-answer`: no answer arrived, or it was not JSON. `failed`: any other refusal.
 */
export type Failure = 'ended' | 'changed' | 'restricted' | 'leaving' | 'failed' | 'no-answer';

export type Answer<T> = { readonly data: T } | { readonly failure: Failure };

const byCode: { readonly [code: string]: Failure } = {
  'plan-changed': 'changed',
  'archive-restricted': 'restricted',
  'tenant-erased': 'leaving',
};

async function failureOf(response: Response): Promise<Failure> {
  if (response.status === 401) return 'ended';
  const { code } = (await response.json()) as { readonly code?: string };
  return byCode[code ?? ''] ?? 'failed';
}

/**
 * Sends a request that identifies the person only by the token. The request contains no cookie, and
 * its URL contains no personal data.
 */
async function ask<T>(
  path: string,
  token: string,
  body: object,
  read: (response: Response) => Promise<T>,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return { data: await read(response) };
    return { failure: await failureOf(response) };
  } catch {
    return { failure: 'no-answer' };
  }
}

export function askForData(token: string): Promise<Answer<OwnData>> {
  return ask('/v1/my-data/preview', token, {}, (response) => response.json());
}

/** The kind of archive: access (Art. 15) or portability (Art. 20). */
export type ArchiveKind = 'access' | 'portability';

export function askForArchive(
  token: string,
  kind: ArchiveKind,
  language: Language,
): Promise<Answer<Blob>> {
  return ask('/v1/my-data/export', token, { kind, language }, (response) => response.blob());
}

export function askToErase(token: string, plan: string): Promise<Answer<Erased>> {
  const body = { confirm: true, plan };
  return ask('/v1/my-data/erase', token, body, (response) => response.json());
}
