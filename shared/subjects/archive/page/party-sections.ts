import { nameCountry } from '#shared/tenants/particulars/countries.ts';
import { ownTextIn, recipientsOf } from '#shared/tenants/particulars/particulars.ts';
import { lawTexts } from '../texts/law-texts.ts';
import { pageTexts } from '../texts/page-texts.ts';
import { partyTexts, safeguardTexts } from '../texts/party-texts.ts';
import { type Html, html } from './html.ts';
import { heading, type PageInput } from './page-input.ts';
import { partyHtml } from './party-html.ts';

/**
 * The section on the controller, its representative and its data protection officer (Art. 13(1)(a),
 * (b) GDPR).
 */
export function responsibleSection({ run }: PageInput): Html {
  const { language, particulars } = run;
  const { controller, representative, dpo } = particulars;
  const title = heading('responsible', pageTexts.responsible[language]);
  if (controller === undefined)
    return html`${title}<p>${partyTexts.controllerUnstated[language]}</p>`;
  return html`${title}<dl class="facts">
${partyHtml(partyTexts.controller[language], controller)}
${representative && partyHtml(partyTexts.representative[language], representative)}
${dpo && partyHtml(partyTexts.dpo[language], dpo)}
</dl>`;
}

/** The section with the named recipients of the data (Art. 15(1)(c) GDPR, CJEU C-154/21). */
export function recipientsSection({ run, categories }: PageInput): Html {
  const { language, particulars } = run;
  const title = heading('recipients', pageTexts.recipients[language]);
  if (particulars.recipients.length === 0)
    return html`${title}<p>${partyTexts.recipientsUnstated[language]}</p>`;
  const rows = particulars.recipients.map((recipient) => {
    const received = categories.filter((each) =>
      recipientsOf(particulars, each).includes(recipient),
    );
    const named = received.map((each) => each.title[language]).join(', ');
    return html`<tr><th scope="row">${recipient.name}<div class="quiet">${nameCountry(recipient.country, language)}</div></th><td>${ownTextIn(recipient.purpose, language)}</td><td>${named}</td></tr>
`;
  });
  return html`${title}
<table><thead><tr><th scope="col">${partyTexts.recipient[language]}</th><th scope="col">${pageTexts.purpose[language]}</th><th scope="col">${pageTexts.category[language]}</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

/**
 * The section on transfers outside the European Economic Area, with their safeguards (Art. 15(2)
 * GDPR).
 */
export function transfersSection({ run }: PageInput): Html {
  const { language, particulars } = run;
  const items = particulars.transfers.map(
    ({ recipient, country, safeguard, details }) =>
      html`<li>${recipient} (${nameCountry(country, language)}): ${safeguardTexts[safeguard][language]}${
        details && html` <span class="text">${ownTextIn(details, language)}</span>`
      }</li>`,
  );
  return html`${heading('transfers', pageTexts.transfers[language])}
<p>${lawTexts.place[language]}</p>
${items.length === 0 ? html`<p>${partyTexts.transfersUnstated[language]}</p>` : html`<p>${partyTexts.transfersStated[language]}</p><ul>${items}</ul>`}`;
}
