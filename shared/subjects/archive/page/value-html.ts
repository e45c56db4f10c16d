import { instant } from '#shared/categories/field-schemas.ts';
import { isOfCategory, type Shown } from '../../shown.ts';
import { pageTexts } from '../texts/page-texts.ts';
import { besideValueTexts, valueTexts } from '../texts/value-texts.ts';
import type { Format } from './format.ts';
import { type Html, html } from './html.ts';

/** Matches a time as Mayfly writes it, such as `2026-01-15T12:00:00.000Z`. */
const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * The HTML of a value of any type. An array becomes a list, and an object becomes pairs of name and
 * value.
 */
export function valueHtml(format: Format, value: unknown): Html {
  const { language } = format;
  if (value === null || value === '')
    return html`<span class="quiet">${pageTexts.empty[language]}</span>`;
  if (typeof value === 'boolean') return html`${pageTexts[value ? 'yes' : 'no'][language]}`;
  if (typeof value === 'number') return html`${format.number(value)}`;
  if (typeof value === 'string') return html`<bdi class="text">${value}</bdi>`;
  if (Array.isArray(value)) {
    if (value.length === 0) return html`<span class="quiet">${pageTexts.empty[language]}</span>`;
    return html`<ul>${value.map((each) => html`<li>${valueHtml(format, each)}</li>`)}</ul>`;
  }
  const entries = Object.entries(value as object);
  if (entries.length === 0) return html`<span class="quiet">${pageTexts.empty[language]}</span>`;
  return html`<dl>${entries.map(
    ([name, each]) => html`<dt><bdi>${name}</bdi></dt><dd>${valueHtml(format, each)}</dd>`,
  )}</dl>`;
}

/**
 * The HTML of a field's value. A value from a fixed set appears in words, and a time appears in the
 * format of the page's language.
 */
export function fieldHtml(format: Format, shown: Shown, name: string, value: unknown): Html {
  const { category, collection, beside } = shown;
  const text = typeof value === 'string' ? value : undefined;
  const words = beside.includes(name) ? besideValueTexts[name] : valueTexts[category.id]?.[name];
  const known = text === undefined ? undefined : words?.[text];
  if (known !== undefined) return html`${known[format.language]}`;
  const isTime =
    category.fields[name]?.schema === instant ||
    (beside.includes(name) && collection.fields[name] === 'instant') ||
    (!isOfCategory(shown) && name.endsWith('_at'));
  if (isTime && text !== undefined && written.test(text)) return html`${format.written(text)}`;
  return valueHtml(format, value);
}
