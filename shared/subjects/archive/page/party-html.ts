import type { Addressee, Office } from '#shared/tenants/particulars/particulars-schema.ts';
import { type Html, html } from './html.ts';

/** The name and the contact details of a party, for example of the controller, one on each line. */
export function partyHtml(title: string, party: Addressee | Office): Html {
  const { name, postal_address, email, phone, website } = party;
  const lines = [name, postal_address, email, phone, website].filter((line) => line !== undefined);
  return html`<dt>${title}</dt><dd>${lines.map((line) => html`<div class="text">${line}</div>`)}</dd>`;
}
