import type { Category } from '#shared/categories/define-category.ts';
import type { LegalBasis } from '#shared/categories/legal-basis.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Addressee, Office, OwnTexts, Recipient, Transfer } from './particulars-schema.ts';

/**
 * The facts that a tenant states about itself as the controller, for example its name and its
 * recipients. Facts that the tenant has not stated are absent.
 */
export type Particulars = {
  readonly controller?: Addressee | undefined;
  readonly representative?: Addressee | undefined;
  readonly dpo?: Office | undefined;
  readonly authority?: Addressee | undefined;
  /** The named recipients of the tenant's data (CJEU C-154/21). */
  readonly recipients: readonly Recipient[];
  /** The tenant's transfers of data outside the European Economic Area. */
  readonly transfers: readonly Transfer[];
  /** The legal bases that the tenant itself has stated, by category. */
  readonly legalBases: { readonly [category: string]: LegalBasis };
};

/** The particulars of a tenant that has given none. */
export const noParticulars: Particulars = { recipients: [], transfers: [], legalBases: {} };

/**
 * The legal basis of a category. If the tenant has stated none, it is the category's usual legal
 * basis, and `isStated` is false.
 */
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

/**
 * A tenant's own text in a language. If the text does not exist in this language, the result is the
 * text in the other language.
 */
export function ownTextIn(texts: OwnTexts, language: Language): string {
  return texts[language] ?? texts.de ?? texts.en ?? '';
}
