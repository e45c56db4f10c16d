import { defineTexts } from '../language/define-texts.ts';

/** Texts that the endpoints of recipients and of the tenant's own systems share. */
export const endpointTexts = defineTexts({
  en: {
    loading: 'Loading…',
    change: 'Change',
    changeTitle: (id: string) => `Change ${id}`,
    save: 'Save',
    id: 'Short name',
    url: 'Address',
    urlHint: 'https:// and a public host name',
    secret: 'Secrets',
    test: 'Test',
    testing: 'Testing …',
    remove: 'Remove',
    removeTitle: (id: string) => `Remove ${id}?`,
    onceTitle: (id: string) => `Secrets of ${id}`,
    once: 'Copy them now. Mayfly shows them only this once.',
    done: 'I have kept them',
  },
  de: {
    loading: 'Wird geladen …',
    change: 'Ändern',
    changeTitle: (id: string) => `${id} ändern`,
    save: 'Speichern',
    id: 'Kurzname',
    url: 'Adresse',
    urlHint: 'https:// und ein öffentlicher Name',
    secret: 'Geheimnisse',
    test: 'Prüfen',
    testing: 'Wird geprüft …',
    remove: 'Entfernen',
    removeTitle: (id: string) => `${id} entfernen?`,
    onceTitle: (id: string) => `Geheimnisse von ${id}`,
    once: 'Kopieren Sie sie jetzt. Mayfly zeigt sie nur dieses eine Mal.',
    done: 'Ich habe sie aufbewahrt',
  },
});
