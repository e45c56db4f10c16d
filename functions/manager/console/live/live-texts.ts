import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const message: Noun = { one: 'message', other: 'messages' };
const nachricht: Noun = { one: 'Nachricht', other: 'Nachrichten' };

export const liveTexts = defineTexts({
  en: {
    title: 'Live',
    lead: 'Conversations as they come. New messages appear by themselves.',
    conversations: 'Conversations',
    loading: 'Loading…',
    empty: {
      title: 'No conversations',
      detail:
        'There are no conversations, or none fits the filters. A new one that fits appears by itself.',
    },
    choose: {
      title: 'No conversation is open',
      detail: 'Choose one from the list. J opens the next one, K the previous one.',
    },
    gone: {
      title: 'This conversation is gone',
      detail: 'Its messages were deleted, have expired or are restricted.',
    },
    message,
    authors: { customer: 'Customer', bot: 'Bot', agent: 'Agent' },
    hidden: 'hidden from your role',
    back: 'Back to the list',
    unseen: (count: number) => `${count} new`,
    lastAuthor: 'Last message by',
    lastAuthors: { customer: 'Customer (unanswered)', bot: 'Bot', agent: 'Agent' },
    order: 'Order',
    orders: { latest_first: 'Latest first', goes_first: 'Expires first' },
    commands: {
      unanswered: 'Show unanswered conversations',
      goesFirst: 'Order by the next expiry',
      latestFirst: 'Order by the latest message',
      clear: 'Clear the filters',
    },
    conversation: { one: 'conversation', other: 'conversations' },
    removeBesides:
      'Mayfly also deletes the notes about who took part. Restricted messages with their note stay, and so do related records in other categories.',
    removeMessage: (moment: string) => `Delete the message of ${moment}`,
    removeMessageTitle: 'Delete this message?',
    removeMessageDetail: 'The message is deleted at once, for everyone. You cannot undo this.',
    facts: {
      title: 'About this conversation',
      names: {
        goes: 'Expires',
        experience: 'Experience',
        with: 'With',
        channel: 'Channel',
        first: 'First message',
        last: 'Last message',
      },
      noExperience: 'none named',
      nobody: 'nobody was named',
      notLoaded: 'This could not be loaded.',
      again: 'Try again',
      goneCustomer: 'a customer whose record is deleted, expired or restricted',
      since: 'since',
      kinds: {
        email: 'known by an email address',
        phone: 'known by a phone number',
        external_id: 'known by an external ID',
      },
      web: 'no messenger session is stored',
      channels: {
        facebook: 'Facebook Messenger',
        whatsapp: 'WhatsApp',
        wechat: 'WeChat',
      },
      readers: 'Read by',
      noReaders: 'The manager log names nobody.',
      readersMany: 'Older entries are in the manager log.',
      former: 'no longer a member',
      you: 'you',
    },
    remove: 'Delete the conversation',
    removeTitle: 'Delete this conversation?',
    removeDetail: (messages: string) =>
      `Mayfly at once deletes ${messages}, for everyone, and also the note about who took part. Restricted messages with their note stay, and so do related records in other categories. You cannot undo this.`,
    removeAction: 'Delete',
    read: 'Reading is noted in the manager log.',
  },
  de: {
    title: 'Live',
    lead: 'Unterhaltungen, wie sie kommen. Neue Nachrichten erscheinen von selbst.',
    conversations: 'Unterhaltungen',
    loading: 'Wird geladen …',
    empty: {
      title: 'Keine Unterhaltungen',
      detail:
        'Es gibt keine Unterhaltungen, oder keine passt zu den Filtern. Eine neue, die passt, erscheint von selbst.',
    },
    choose: {
      title: 'Keine Unterhaltung ist offen',
      detail: 'Wählen Sie eine aus der Liste. J öffnet die nächste, K die vorige.',
    },
    gone: {
      title: 'Diese Unterhaltung gibt es nicht mehr',
      detail:
        'Die Nachrichten der Unterhaltung wurden gelöscht, sind abgelaufen oder eingeschränkt.',
    },
    message: nachricht,
    authors: { customer: 'Kunde', bot: 'Bot', agent: 'Mitarbeiter' },
    hidden: 'für Ihre Rolle verborgen',
    back: 'Zurück zur Liste',
    unseen: (count: number) => (count === 1 ? '1 neue' : `${count} neue`),
    lastAuthor: 'Letzte Nachricht von',
    lastAuthors: { customer: 'Kunde (unbeantwortet)', bot: 'Bot', agent: 'Mitarbeiter' },
    order: 'Reihenfolge',
    orders: { latest_first: 'Neueste zuerst', goes_first: 'Was zuerst abläuft' },
    commands: {
      unanswered: 'Unbeantwortete Unterhaltungen zeigen',
      goesFirst: 'Ordnen: was zuerst abläuft',
      latestFirst: 'Ordnen: neueste zuerst',
      clear: 'Filter zurücksetzen',
    },
    conversation: { one: 'Unterhaltung', other: 'Unterhaltungen' },
    removeBesides:
      'Auch die Vermerke, wer beteiligt war, werden gelöscht. Eingeschränkte Nachrichten mit ihrem Vermerk und zugehörige Datensätze anderer Kategorien bleiben.',
    removeMessage: (moment: string) => `Nachricht vom ${moment} löschen`,
    removeMessageTitle: 'Diese Nachricht löschen?',
    removeMessageDetail:
      'Die Nachricht wird sofort und für alle gelöscht. Es lässt sich nicht zurücknehmen.',
    facts: {
      title: 'Über diese Unterhaltung',
      names: {
        goes: 'Läuft ab',
        experience: 'Experience',
        with: 'Mit',
        channel: 'Kanal',
        first: 'Erste Nachricht',
        last: 'Letzte Nachricht',
      },
      noExperience: 'keine genannt',
      nobody: 'niemand wurde genannt',
      notLoaded: 'Das konnte nicht geladen werden.',
      again: 'Noch einmal versuchen',
      goneCustomer: 'ein Kunde, dessen Datensatz gelöscht, abgelaufen oder eingeschränkt ist',
      since: 'seit',
      kinds: {
        email: 'bekannt durch eine E-Mail-Adresse',
        phone: 'bekannt durch eine Telefonnummer',
        external_id: 'bekannt durch eine fremde Kennung',
      },
      web: 'keine Messenger-Sitzung gespeichert',
      channels: { facebook: 'Facebook Messenger', whatsapp: 'WhatsApp', wechat: 'WeChat' },
      readers: 'Gelesen von',
      noReaders: 'Das Manager-Protokoll nennt niemanden.',
      readersMany: 'Ältere Einträge stehen im Manager-Protokoll.',
      former: 'nicht mehr Mitglied',
      you: 'Sie',
    },
    remove: 'Unterhaltung löschen',
    removeTitle: 'Diese Unterhaltung löschen?',
    removeDetail: (messages: string) =>
      `${messages} und der Vermerk, wer beteiligt war, werden sofort und für alle gelöscht. Eingeschränkte Nachrichten mit ihrem Vermerk und zugehörige Datensätze anderer Kategorien bleiben. Das lässt sich nicht zurücknehmen.`,
    removeAction: 'Löschen',
    read: 'Das Lesen wird im Manager-Protokoll vermerkt.',
  },
});
