import { html } from 'hono/html';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { type SignInFailureKind, signInFailures } from './sign-in-failure.ts';

type Html = ReturnType<typeof html>;

function renderPage(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title} · Mayfly</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/auth/style.css">
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>
`;
}

/** A path of the sign-in with its parameters. */
function signInUrl(parameters: { readonly [name: string]: string }): string {
  return `/auth/sign-in?${new URLSearchParams(parameters).toString()}`;
}

/** The page on which people choose with whom to sign in. */
export function renderChoice(issuers: readonly Issuer[], returnTo: string): Html {
  const href = ({ issuer }: Issuer) => signInUrl({ issuer, return_to: returnTo });
  if (issuers.length === 0)
    return renderPage('Sign in', html`<p>No identity provider is configured yet.</p>`);
  return renderPage(
    'Sign in',
    html`<p>The console is for people of the tenants. Sign in with the account that you were added with.</p>
      <ul>
        ${issuers.map(
          (issuer) =>
            html`<li><a class="button" href="${href(issuer)}">Sign in with ${issuer.name}</a></li>`,
        )}
      </ul>`,
  );
}

/** The page that says how a sign-in ended badly, and leads back to its start. */
export function renderFailure(kind: SignInFailureKind): Html {
  const { title, detail } = signInFailures[kind];
  return renderPage(
    title,
    html`<p role="alert">${detail}</p>
      <ul><li><a class="button" href="/auth/sign-in">Try again</a></li></ul>`,
  );
}
