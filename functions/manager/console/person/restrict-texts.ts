import { defineTexts } from '../language/define-texts.ts';

export const restrictTexts = defineTexts({
  en: {
    open: 'Restrict…',
    title: 'Restrict this record',
    lead: 'Only owners and data protection officers can then see the record. It still expires on its planned day.',
    ground: 'Ground',
    grounds: {
      accuracy_contested: 'The person contests its accuracy, Art. 18(1)(a)',
      unlawful_processing:
        'Processing is unlawful, and the person opposes the erasure, Art. 18(1)(b)',
      needed_for_claims: 'The person needs it for claims, Art. 18(1)(c)',
      objection_pending: 'An objection is examined, Art. 18(1)(d)',
    },
    action: 'Restrict',
  },
  de: {
    open: 'Einschränken …',
    title: 'Diesen Datensatz einschränken',
    lead: 'Er ist dann für alle außer Inhabern und Datenschutzbeauftragten verborgen und läuft trotzdem am vorgesehenen Tag ab.',
    ground: 'Grund',
    grounds: {
      accuracy_contested: 'Die Person bestreitet die Richtigkeit, Art. 18 Abs. 1 Buchst. a',
      unlawful_processing:
        'Die Verarbeitung ist unrechtmäßig, und die Person lehnt die Löschung ab, Art. 18 Abs. 1 Buchst. b',
      needed_for_claims: 'Die Person braucht ihn für Ansprüche, Art. 18 Abs. 1 Buchst. c',
      objection_pending: 'Ein Widerspruch wird geprüft, Art. 18 Abs. 1 Buchst. d',
    },
    action: 'Einschränken',
  },
});
