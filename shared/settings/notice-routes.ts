/** What recipients are told of (Art. 19 GDPR; a withdrawn consent beside it). */
export const noticeEvents = [
  'erasure',
  'correction',
  'restriction',
  'restriction_lifted',
  'consent_withdrawn',
] as const;

export type NoticeEvent = (typeof noticeEvents)[number];

/** A secret of an endpoint: its id, and until when a replaced one still counts. */
export type NoticeSecret = { readonly id: string; readonly until?: number };

/** An endpoint that received data: what it is told, and by which secrets. Its address lies elsewhere. */
export type NoticeRoute = {
  readonly endpoint: string;
  readonly events: readonly NoticeEvent[];
  /** The categories that it received; all of them unless said. */
  readonly categories?: readonly string[];
  /** The newest first. */
  readonly secrets: readonly NoticeSecret[];
};

const everything = '*';

const encodeSecret = ({ id, until }: NoticeSecret) => (until === undefined ? id : `${id}:${until}`);

function decodeSecret(text: string): NoticeSecret {
  const [id = '', until] = text.split(':');
  return until === undefined ? { id } : { id, until: Number(until) };
}

/** Routes as a profile and an erasure hold them: a text each, because a document has no maps. */
export function encodeRoutes(routes: readonly NoticeRoute[]): string[] {
  return routes.map(({ endpoint, events, categories, secrets }) =>
    [
      endpoint,
      events.join(','),
      categories?.join(',') ?? everything,
      secrets.map(encodeSecret).join(','),
    ].join('='),
  );
}

/** The inverse of {@link encodeRoutes}; none where a document has no such field. */
export function decodeRoutes(texts: unknown): NoticeRoute[] {
  return ((texts as string[] | undefined) ?? []).map((text) => {
    const [endpoint = '', events = '', categories = everything, secrets = ''] = text.split('=');
    return {
      endpoint,
      events: events.split(',') as NoticeEvent[],
      ...(categories !== everything && { categories: categories.split(',') }),
      secrets: secrets.split(',').map(decodeSecret),
    };
  });
}

/** The endpoints that are told of an event. @param category undefined where it concerns all of them */
export function routesFor(
  routes: readonly NoticeRoute[],
  event: NoticeEvent,
  category?: string,
): NoticeRoute[] {
  return routes.filter(
    ({ events, categories }) =>
      events.includes(event) &&
      (category === undefined || (categories?.includes(category) ?? true)),
  );
}
