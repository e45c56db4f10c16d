/** The events about which recipients get notices (Art. 19 GDPR, and withdrawn consents). */
export const noticeEvents = [
  'erasure',
  'correction',
  'restriction',
  'restriction_lifted',
  'consent_withdrawn',
] as const;

export type NoticeEvent = (typeof noticeEvents)[number];

/** A secret of an endpoint: its id and, if it was replaced, the end of its validity. */
export type NoticeSecret = { readonly id: string; readonly until?: number };

/**
 * An endpoint of a recipient: the events of its notices, its categories and its secrets. Its URL is
 * stored encrypted in `notice_endpoints`.
 */
export type NoticeRoute = {
  readonly endpoint: string;
  readonly events: readonly NoticeEvent[];
  /** The categories about which the endpoint gets notices. Undefined means all categories. */
  readonly categories?: readonly string[];
  /** The newest secret comes first. */
  readonly secrets: readonly NoticeSecret[];
};

const everything = '*';

const encodeSecret = ({ id, until }: NoticeSecret) => (until === undefined ? id : `${id}:${until}`);

function decodeSecret(text: string): NoticeSecret {
  const [id = '', until] = text.split(':');
  return until === undefined ? { id } : { id, until: Number(until) };
}

/**
 * Routes ({@link NoticeRoute}) in the form in which a profile and an erasure store them. Each route
 * is one text, because a document has no maps.
 */
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

/** The inverse of {@link encodeRoutes}. If the document has no such field, there are no routes. */
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

/**
 * The endpoints that get a notice about an event.
 * @param category undefined if the event concerns all categories
 */
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
