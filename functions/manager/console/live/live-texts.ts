import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

type KindTexts = { readonly [kind in 'email' | 'phone' | 'external_id']: string };
type ChannelTexts = { readonly [channel: string]: string };

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
    unseen: (count: number) => `${count} new`,
    lastAuthor: 'Last message by',
    lastAuthors: { customer: 'Customer (unanswered)', bot: 'Bot', agent: 'Agent' },
    order: 'Order',
    orders: { latest_first: 'Latest first', goes_first: 'Goes first' },
    commands: {
      unanswered: 'Show unanswered conversations',
      goesFirst: 'Order by what goes first',
      latestFirst: 'Order by the latest message',
      clear: 'Clear the filters',
    },
    conversation: { one: 'conversation', other: 'conversations' } as Noun,
    removeBesides:
      'With them go the notes who they were with. What other categories hold of them stays.',
    removeMessage: (moment: string) => `Delete the message of ${moment}`,
    removeMessageTitle: 'Delete this message?',
    removeMessageDetail: 'The message goes at once, for everyone. It cannot be undone.',
    facts: {
      title: 'About this conversation',
      names: {
        goes: 'Goes',
        experience: 'Experience',
        with: 'With',
        channel: 'Channel',
        first: 'First message',
        last: 'Last message',
      },
      noExperience: 'none named',
      nobody: 'nobody was named',
      since: 'since',
      kinds: {
        email: 'known by an email address',
        phone: 'known by a phone number',
        external_id: 'known by an external ID',
      } as KindTexts,
      web: 'not a messenger channel',
      channels: {
        facebook: 'Facebook Messenger',
        whatsapp: 'WhatsApp',
        wechat: 'WeChat',
      } as ChannelTexts,
      readers: 'Read by',
      noReaders: 'Nobody has read it yet.',
      former: 'no longer a member',
      you: 'you',
    },
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
    unseen: (count: number) => (count === 1 ? '1 neue' : `${count} neue`),
    lastAuthor: 'Letzte Nachricht von',
    lastAuthors: { customer: 'Kunde (unbeantwortet)', bot: 'Bot', agent: 'Mitarbeiter' },
    order: 'Reihenfolge',
    orders: { latest_first: 'Neueste zuerst', goes_first: 'Was zuerst geht' },
    commands: {
      unanswered: 'Unbeantwortete Gespräche zeigen',
      goesFirst: 'Ordnen: was zuerst geht',
      latestFirst: 'Ordnen: neueste zuerst',
      clear: 'Filter zurücksetzen',
    },
    conversation: { one: 'Gespräch', other: 'Gespräche' },
    removeBesides:
      'Mit ihnen gehen die Vermerke, mit wem sie waren. Was andere Kategorien davon halten, bleibt.',
    removeMessage: (moment: string) => `Nachricht von ${moment} löschen`,
    removeMessageTitle: 'Diese Nachricht löschen?',
    removeMessageDetail:
      'Die Nachricht geht sofort und für alle. Es lässt sich nicht zurücknehmen.',
    facts: {
      title: 'Über dieses Gespräch',
      names: {
        goes: 'Geht',
        experience: 'Experience',
        with: 'Mit',
        channel: 'Kanal',
        first: 'Erste Nachricht',
        last: 'Letzte Nachricht',
      },
      noExperience: 'keine genannt',
      nobody: 'niemand wurde genannt',
      since: 'seit',
      kinds: {
        email: 'bekannt durch eine E-Mail-Adresse',
        phone: 'bekannt durch eine Telefonnummer',
        external_id: 'bekannt durch eine fremde Kennung',
      },
      web: 'kein Messenger-Kanal',
      channels: { facebook: 'Facebook Messenger', whatsapp: 'WhatsApp', wechat: 'WeChat' },
      readers: 'Gelesen von',
      noReaders: 'Noch niemand hat es gelesen.',
      former: 'nicht mehr Mitglied',
      you: 'Sie',
    },
    remove: 'Gespräch löschen',
    removeTitle: 'Dieses Gespräch löschen?',
    removeDetail: (messages: string) =>
      `${messages} und der Vermerk, mit wem es war, gehen sofort und für alle. Was andere Kategorien davon halten, bleibt. Es lässt sich nicht zurücknehmen.`,
    removeAction: 'Löschen',
    read: 'Das Lesen wird im Manager-Log vermerkt.',
  },
});
