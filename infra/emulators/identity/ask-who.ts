import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import { errors, type Provider } from 'oidc-provider';
import type { LocalPerson } from './local-person.ts';

export type AskWho = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const style = `
:root { color-scheme: light dark; }
body { margin: 10vh auto; max-width: 32rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
form { display: grid; gap: .5rem; }
button { padding: .6rem 1rem; font: inherit; text-align: start; }
button small { display: block; opacity: .8; }`;

/**
 * Returns a handler that serves the page on which a developer chooses a demo person, and tells the
 * provider the choice.
 */
export function createAskWho(
  provider: Provider,
  path: string,
  people: readonly LocalPerson[],
): AskWho {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST')
      return sendPage(response, 200, pickPage(`${path}/${uid}`, people));
    const person = people[Number(await readPick(request))];
    const result =
      person === undefined
        ? { error: 'access_denied', error_description: 'cancelled' }
        : { login: { accountId: person.email, remember: false } };
    await provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: false,
    });
  }

  return async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      const isGone = error instanceof errors.SessionNotFound;
      await sendPage(
        response,
        isGone ? 400 : 500,
        html`<p>This sign-in cannot continue. Please start again.</p>`,
      );
    }
  };
}

type Html = ReturnType<typeof html>;

async function sendPage(response: ServerResponse, status: number, body: Html): Promise<void> {
  const page = await html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Demo sign-in</title>
    <style>${style}</style>
  </head>
  <body><main>${body}</main></body>
</html>
`;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(String(page));
}

function pickPage(action: string, people: readonly LocalPerson[]): Html {
  return html`
    <h1>Who are you?</h1>
    <p>This provider runs on this machine only. There are no passwords, and none of these people exist.</p>
    <form method="post" action="${action}">
      ${people.map(
        ({ name, email, about }, index) => html`
      <button name="person" value="${index}"><strong>${name}</strong> <small>${email} · ${about}</small></button>`,
      )}
      <button name="person" value="nobody">Cancel</button>
    </form>`;
}

/** Reads the index of the chosen person. The form has no other field. */
async function readPick(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 1_000) break;
  }
  return new URLSearchParams(body).get('person') ?? '';
}
