import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const message: Noun = { one: 'message', other: 'messages' };
const nachricht: Noun = { one: 'Nachricht', other: 'Nachrichten' };

export const liveTexts = defineTexts({
  en: {
    title: 'Live',
    lead: 'Conversations as they come, the latest first. New messages appear by themselves.',
    conversations: 'Conversations',
    loading: 'Loading…',
    more: 'Show older ones',
    empty: {
      title: 'No conversations',
      detail: 'As soon as somebody writes, the conversation appears here.',
    },
    choose: {
      title: 'No conversation is open',
      detail: 'Choose one from the list. J and K go to the next and the one before.',
    },
    gone: {
      title: 'This conversation is gone',
      detail: 'It was deleted, or its day has come.',
    },
    message,
    authors: { customer: 'Customer', bot: 'Bot', agent: 'Agent' },
    hidden: 'hidden from your role',
    back: 'Back to the list',
    newest: 'Show the newest messages',
    remove: 'Delete the conversation',
    removeTitle: 'Delete this conversation?',
    removeDetail: (messages: string) =>
      `${messages} and the note who it was with go at once, for everyone. What other categories hold of it stays. It cannot be undone.`,
    removeAction: 'Delete',
    read: 'Reading is noted in the manager log.',
  },
  de: {
    title: 'Live',
    lead: 'Gespräche, wie sie kommen, die neuesten zuerst. Neue Nachrichten erscheinen von selbst.',
    conversations: 'Gespräche',
    loading: 'Wird geladen …',
    more: 'Ältere zeigen',
    empty: {
      title: 'Keine Gespräche',
      detail: 'Sobald jemand schreibt, erscheint das Gespräch hier.',
    },
    choose: {
      title: 'Kein Gespräch ist offen',
      detail: 'Wählen Sie eines aus der Liste. J und K gehen zum nächsten und zum vorigen.',
    },
    gone: {
      title: 'Dieses Gespräch gibt es nicht mehr',
      detail: 'Es wurde gelöscht, oder sein Tag ist da.',
    },
    message: nachricht,
    authors: { customer: 'Kunde', bot: 'Bot', agent: 'Mitarbeiter' },
    hidden: 'für Ihre Rolle verborgen',
    back: 'Zurück zur Liste',
    newest: 'Neueste Nachrichten zeigen',
    remove: 'Gespräch löschen',
    removeTitle: 'Dieses Gespräch löschen?',
    removeDetail: (messages: string) =>
      `${messages} und der Vermerk, mit wem es war, gehen sofort und für alle. Was andere Kategorien davon halten, bleibt. Es lässt sich nicht zurücknehmen.`,
    removeAction: 'Löschen',
    read: 'Das Lesen wird im Manager-Log vermerkt.',
  },
});
