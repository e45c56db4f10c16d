import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const session: Noun = { one: 'session', other: 'sessions' };
const sitzung: Noun = { one: 'Sitzung', other: 'Sitzungen' };

type ChannelTexts = { readonly [channel: string]: string };

const channels: ChannelTexts = {
  facebook: 'Facebook Messenger',
  whatsapp: 'WhatsApp',
  wechat: 'WeChat',
};

export const sessionsTexts = defineTexts({
  en: {
    title: 'Sessions',
    lead: 'The state of conversations in messenger channels. A messenger cannot store this state on the device. Each session expires at most seven days after it began.',
    empty: {
      title: 'No sessions',
      detail: 'Nobody has written on these channels in the last days, or nobody has this ID.',
    },
    session,
    channel: 'Channel',
    channels,
    idIn: (channel: string) => `ID in ${channel}`,
    externalId: 'ID in the channel',
    conversation: 'Conversation',
    began: 'Began',
    goes: 'Expires',
    state: 'Collected in the chat',
    nothing: 'nothing yet',
    yes: 'yes',
    no: 'no',
    besides: 'The next message on the channel begins a new session.',
  },
  de: {
    title: 'Sitzungen',
    lead: 'Der Stand von Unterhaltungen in Messenger-Kanälen, die ihn nicht auf dem Gerät speichern können. Jede Sitzung läuft spätestens sieben Tage nach ihrem Beginn ab.',
    empty: {
      title: 'Keine Sitzungen',
      detail:
        'Auf diesen Kanälen hat in den letzten Tagen niemand geschrieben, oder niemand hat diese Kennung.',
    },
    session: sitzung,
    channel: 'Kanal',
    channels,
    idIn: (channel: string) => `Kennung in ${channel}`,
    externalId: 'Kennung im Kanal',
    conversation: 'Unterhaltung',
    began: 'Begann',
    goes: 'Läuft ab',
    state: 'Im Chat erhoben',
    nothing: 'noch nichts',
    yes: 'ja',
    no: 'nein',
    besides: 'Die nächste Nachricht im Kanal beginnt eine neue Sitzung.',
  },
});
