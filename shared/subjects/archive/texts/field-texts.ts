import type { Language, Texts } from '#shared/categories/texts.ts';
import type { Shown } from '../../shown.ts';

/** Labels of the stored fields that no category declares, by the names of the fields. */
export const besideTexts: { readonly [field: string]: Texts } = {
  basis_at: { de: 'Speicherdauer zählt ab', en: 'Retention counts from' },
  coins_left: { de: 'Noch nicht ausgegebene Punkte', en: 'Coins not spent yet' },
  overtaken_at: {
    de: 'Kann nicht mehr bestätigt werden, wegen eines Widerrufs am',
    en: 'Cannot be confirmed any more, because of a withdrawal on',
  },
  participation_id: { de: 'Kennung der Teilnahme', en: 'ID of the participation' },
  draw_id: { de: 'Kennung der Ziehung', en: 'ID of the draw' },
  drawn_at: { de: 'Gezogen am', en: 'Drawn on' },
  restricted_at: { de: 'Eingeschränkt seit', en: 'Restricted since' },
  restriction_ground: { de: 'Grund der Einschränkung', en: 'Ground of the restriction' },
  restriction_kept: {
    de: 'Bleibt bis zum Ablauf gespeichert, für die Person oder als Nachweis',
    en: 'Kept until its expiry, for the person or as a proof',
  },
  replaced_at: { de: 'Ersetzt am', en: 'Replaced on' },
  replaced_reason: { de: 'Grund der Ersetzung', en: 'Reason for the replacement' },
  rank: { de: 'Platz in der Ziehung', en: 'Place in the draw' },
};

/** A field's label for readers, or the field's name if it has no label. */
export function fieldLabel({ category }: Shown, name: string, language: Language): string {
  const field = category.fields[name] ?? category.apart?.[name];
  return (field?.label ?? besideTexts[name])?.[language] ?? name;
}
