import type { Category } from '#shared/categories/define-category.ts';
import { legalBasisOf, type Particulars } from './particulars.ts';

/**
 * A tenant's particulars in the form of the API's answer. Each legal basis shows whether the tenant
 * has stated it.
 */
export function renderParticulars(categories: readonly Category[], particulars: Particulars) {
  const bases = categories.map((category) => {
    const { basis, isStated } = legalBasisOf(particulars, category);
    return [category.id, { basis, stated: isStated }] as const;
  });
  return {
    controller: particulars.controller ?? null,
    representative: particulars.representative ?? null,
    dpo: particulars.dpo ?? null,
    authority: particulars.authority ?? null,
    recipients: particulars.recipients,
    transfers: particulars.transfers,
    legal_bases: Object.fromEntries(bases),
  };
}
