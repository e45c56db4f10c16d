import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';

const texts = defineTexts({
  en: 'Mayfly is no long-term archive: not for business letters and vouchers (section 257 HGB, section 147 AO), and not for proof of consent (section 7a UWG). If you must keep something longer, export it before it expires.',
  de: 'Mayfly ist kein Langzeitarchiv: weder für Handelsbriefe und Belege (§\u00a0257 HGB, §\u00a0147 AO) noch für Nachweise von Einwilligungen (§\u00a07a UWG). Wenn Sie etwas länger aufbewahren müssen, exportieren Sie es vor seinem Ablauf.',
});

/**
 * Says that Mayfly is no archive. Pages show this notice next to data that a tenant may have to
 * keep for longer than Mayfly does, and next to the form for archives of a period.
 */
export function ArchiveNotice() {
  return (
    <p className="archive-note" role="note">
      {useTexts(texts)}
    </p>
  );
}
