import { html } from 'hono/html';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { type Language } from './read-language.ts';
import { mark } from './render-mark.ts';
import type { SignInFailureKind } from './sign-in-failure.ts';
import { type SignInTexts, signInTexts } from './sign-in-texts.ts';

type Html = ReturnType<typeof html>;

function renderPage({ tag, promise }: SignInTexts, title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="${tag}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title} · Mayfly</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/auth/style.css">
  </head>
  <body>
    <header>
      <p class="brand">${mark}<span>Mayfly</span></p>
      <p>${promise}</p>
    </header>
    <main>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>
`;
}

/** Returns the path of the sign-in, with parameters. */
function signInUrl(parameters: { readonly [name: string]: string }): string {
  return `/auth/sign-in?${new URLSearchParams(parameters).toString()}`;
}

/** Renders the page on which people choose their identity provider. */
export function renderChoice(
  language: Language,
  issuers: readonly Issuer[],
  returnTo: string,
): Html {
  const texts = signInTexts[language];
  const href = ({ issuer }: Issuer) => signInUrl({ issuer, return_to: returnTo });
  if (issuers.length === 0) return renderPage(texts, texts.title, html`<p>${texts.noProvider}</p>`);
  return renderPage(
    texts,
    texts.title,
    html`<p>${texts.intro}</p>
      <ul>
        ${issuers.map(
          (issuer) =>
            html`<li><a class="button" href="${href(issuer)}">${texts.with(issuer.name)}</a></li>`,
        )}
      </ul>`,
  );
}

/** Renders the page that explains a failed sign-in, with a link to try again. */
export function renderFailure(language: Language, kind: SignInFailureKind): Html {
  const texts = signInTexts[language];
  const { title, detail } = texts.failures[kind];
  return renderPage(
    texts,
    title,
    html`<p role="alert">${detail}</p>
      <ul><li><a class="button" href="/auth/sign-in">${texts.again}</a></li></ul>`,
  );
}
