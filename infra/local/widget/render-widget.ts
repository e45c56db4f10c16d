import { html } from 'hono/html';
import { shopExperience, shopTenant } from './open-shop.ts';
import { type WidgetLanguage, widgetLanguages, widgetTexts } from './page/widget-texts.ts';

/**
 * Renders the page of the example in one language. The script of the page adds the conversation.
 */
export function renderWidget(language: WidgetLanguage) {
  const texts = widgetTexts[language];
  const other = widgetLanguages.find((each) => each !== language) ?? language;
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${texts.title} · Mayfly</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/_local/widget/colours.css">
    <link rel="stylesheet" href="/_local/widget/page.css">
    <script type="module" src="/_local/widget/page.js"></script>
  </head>
  <body data-tenant="${shopTenant}" data-experience="${shopExperience}">
    <header>
      <div>
        <h1>${texts.title}</h1>
        <p>${texts.lead}</p>
      </div>
      <a href="/_local/widget?lang=${other}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a>
    </header>
    <main>
      <noscript><p>${texts.script}</p></noscript>
      <section class="panel" aria-labelledby="chat">
        <h2 id="chat">${texts.chat}</h2>
        <div id="consent">
          <p><strong>${texts.consent}</strong></p>
          <p class="soft">${texts.consentDetail}</p>
          <p class="buttons">
            <button type="button" class="main" id="agree">${texts.agree}</button>
            <button type="button" class="main" id="decline">${texts.decline}</button>
          </p>
        </div>
        <div id="talk" hidden>
          <div id="log" role="log" aria-label="${texts.log}" tabindex="0"></div>
          <p class="buttons" id="choices"></p>
          <form id="answer" autocomplete="off">
            <label for="answer-text">${texts.answer}</label>
            <div class="line-of-answer">
              <input id="answer-text" maxlength="200" required>
              <button type="submit" class="main">${texts.send}</button>
            </div>
          </form>
          <p class="buttons">
            <button type="button" id="hand-over">${texts.handOver}</button>
            <button type="button" id="show">${texts.show}</button>
            <button type="button" id="forget">${texts.forget}</button>
          </p>
        </div>
        <p id="status" role="status"></p>
        <div id="known" hidden></div>
      </section>
      <section class="panel" aria-labelledby="behind">
        <h2 id="behind">${texts.behind}</h2>
        <fieldset>
          <legend>${texts.shopDecides}</legend>
          ${(['device', 'server'] as const).map(
            (each) => html`<label>
            <input type="radio" name="keep" id="keep-${each}"> ${texts.destinations[each]}
          </label>`,
          )}
        </fieldset>
        <p class="soft">${texts.shopNote}</p>
        <h3>${texts.file}</h3>
        <p class="soft">${texts.fileNote}</p>
        <ul id="file"></ul>
      </section>
    </main>
  </body>
</html>
`;
}
