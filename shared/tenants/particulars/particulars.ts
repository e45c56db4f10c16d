import type { Category } from '#shared/categories/define-category.ts';
import type { LegalBasis } from '#shared/categories/legal-basis.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Addressee, Office, OwnTexts, Recipient, Transfer } from './particulars-schema.ts';

/** What a tenant has said of itself as the controller. What it has not said is absent. */
export type Particulars = {
  readonly controller?: Addressee | undefined;
  readonly representative?: Addressee | undefined;
  readonly dpo?: Office | undefined;
  readonly authority?: Addressee | undefined;
  /** To whom it discloses the data, by name (CJEU C-154/21). */
  readonly recipients: readonly Recipient[];
  /** What leaves the European Economic Area. */
  readonly transfers: readonly Transfer[];
  /** The legal bases that it has stated, by category. */
  readonly legalBases: { readonly [category: string]: LegalBasis };
};

/** The particulars of a tenant that has said nothing. */
export const noParticulars: Particulars = { recipients: [], transfers: [], legalBases: {} };

/** The legal basis of a category, and whether the tenant has stated it or it is only the usual one. */
export function legalBasisOf(
  { legalBases }: Particulars,
  category: Category,
): { readonly basis: LegalBasis; readonly isStated: boolean } {
  const stated = legalBases[category.id];
  return { basis: stated ?? category.legalBasis, isStated: stated !== undefined };
}

/** The recipients of a category's data. */
export function recipientsOf({ recipients }: Particulars, category: Category): Recipient[] {
  return recipients.filter(({ categories }) => categories?.includes(category.id) ?? true);
}

/** A tenant's own text in a language, or else in the one that there is. */
export function ownTextIn(texts: OwnTexts, language: Language): string {
  return texts[language] ?? texts.de ?? texts.en ?? '';
}
