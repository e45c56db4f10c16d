import { defineTexts } from '../language/define-texts.ts';

/**
 * Texts for endpoints of both kinds: those of recipients, and those of the tenant's own systems.
 */
export const endpointTexts = defineTexts({
  en: {
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
    status: (status: number | string) => `status ${status}`,
    reasons: {
      'target-refused': 'this address is not a public host',
      'name-unknown': 'the name of the host is unknown',
      'connection-failed': 'no connection',
      'certificate-refused': 'its certificate is not valid',
      'answer-missing': 'no valid answer',
      'timed-out': 'no answer in time',
      'authorisation-refused': 'Mayfly got no access token',
    },
  },
  de: {
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
    status: (status: number | string) => `Status ${status}`,
    reasons: {
      'target-refused': 'diese Adresse ist kein öffentlicher Host',
      'name-unknown': 'der Name des Hosts ist unbekannt',
      'connection-failed': 'keine Verbindung',
      'certificate-refused': 'das Zertifikat ist ungültig',
      'answer-missing': 'keine gültige Antwort',
      'timed-out': 'keine Antwort in der Frist',
      'authorisation-refused': 'Mayfly bekam kein Zugriffstoken',
    },
  },
});
