type Target = {
  request(url: string, init?: RequestInit): Response | Promise<Response>;
};

export type Page = {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly headers: Headers;
};

/**
 * Creates a browser without scripts. It keeps cookies for each origin. It follows redirects to an
 * app and to real servers.
 */
export function createTestBrowser(
  app: Target,
  appOrigin: string,
  /** Headers that the platform adds before a request reaches the app. */
  added: { readonly [name: string]: string } = {},
) {
  const jars = new Map<string, Map<string, string>>();
  const visited: string[] = [];

  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  async function send(url: URL, init: RequestInit): Promise<Response> {
    const jar = jarOf(url.origin);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
    const sent = { ...init, headers, redirect: 'manual' } as const;
    if (url.origin === appOrigin)
      for (const [name, value] of Object.entries(added)) headers.set(name, value);
    const response = await (url.origin === appOrigin
      ? app.request(url.href, sent)
      : fetch(url, sent));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  async function open(address: string, init: RequestInit = {}): Promise<Page> {
    let url = new URL(address, appOrigin);
    let response = await send(url, init);
    for (let count = 0; response.status >= 300 && response.status < 400 && count < 10; count += 1) {
      url = new URL(response.headers.get('location') ?? '', url);
      visited.push(url.href);
      response = await send(url, {});
    }
    const { status, headers } = response;
    return { status, headers, url: url.href, text: await response.text() };
  }

  return {
    open,
    /** The addresses to which redirects have led so far. */
    visited,
    cookie: () => jarOf(appOrigin).get('__session'),
    setCookie: (value: string) => void jarOf(appOrigin).set('__session', value),
    /** Presses the button with this label on the provider’s page. */
    async pick(page: Page, label: string): Promise<Page> {
      const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const buttons = [
        ...page.text.matchAll(/<button[^>]* value="([^"]+)"[^>]*>([^]*?)<\/button>/g),
      ];
      const person = buttons.find(([, , text = '']) => text.includes(label))?.[1] ?? 'missing';
      return open(new URL(action, page.url).href, {
        method: 'POST',
        body: new URLSearchParams({ person }),
      });
    },
  };
}
