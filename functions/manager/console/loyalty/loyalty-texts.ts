import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const coin: Noun = { one: 'coin', other: 'coins' };
const punkt: Noun = { one: 'Punkt', other: 'Punkte' };
const parcel: Noun = { one: 'parcel', other: 'parcels' };
const paket: Noun = { one: 'Paket', other: 'Pakete' };

const redemption: Noun = { one: 'redemption', other: 'redemptions' };
const einloesung: Noun = { one: 'Einlösung', other: 'Einlösungen' };

/**
 * Texts for the reasons that Mayfly itself writes. The page shows the reasons of modules unchanged.
 */
type Reasons = { readonly [reason: string]: string | undefined };
const reasonsInEnglish: Reasons = { redemption: 'Reward redeemed' };
const reasonsInGerman: Reasons = { redemption: 'Prämie eingelöst' };

export const loyaltyTexts = defineTexts({
  en: {
    title: 'Loyalty',
    lead: 'Coins that customers earned and spent, and rewards to ship. The oldest coins are spent first. Unspent coins expire with the entry that earned them.',
    tabs: { ledger: 'Ledger', rewards: 'Rewards to ship' },
    coin,
    email: 'Email address',
    person: 'Person',
    coins: 'Coins',
    reason: 'Reason',
    reasons: reasonsInEnglish,
    ties: 'Tied to',
    time: 'Time',
    goes: 'Expires',
    left: (coins: string) => `${coins} left`,
    from: (coins: string, moment: string) => `${coins} from ${moment}`,
    gone: 'from an earning that is deleted, expired or not loaded',
    notNoted: 'not shown here',
    lookHint:
      'Find a person to see the balance, what expires next, and which earnings each spending used.',
    empty: {
      title: 'No coins',
      detail: 'No coins were earned or spent, or all entries have expired or were deleted.',
    },
    balance: 'Balance',
    next: 'Expires next',
    nothingNext: 'nothing',
    spendingTitle: 'Coins spent',
    earningTitle: 'Coins earned',
    takenFrom: 'Taken from',
    spentBy: 'Spent by',
    unspent: 'Unspent',
    nothing: 'no spending that is shown here',
    reference: 'Reference',
    ship: {
      reward: 'Reward',
      recipient: 'Recipient',
      address: 'Postal address',
      phone: 'Telephone number',
      state: 'Shipping',
      states: { open: 'Open', packed: 'Packed', sent: 'Sent' },
      mark: { packed: 'Mark as packed', sent: 'Mark as sent', open: 'Open again' },
      empty: {
        title: 'No rewards',
        detail: 'No reward fits the filter, or all redemptions have expired or were deleted.',
      },
      atLeast: (parcels: string) => `At least ${parcels}`,
      riskTitle: (parcels: string, days: number) =>
        `${parcels} not sent, and the address expires within ${days} days`,
      riskDetail:
        'After the address expires, nobody can send the parcel. You cannot keep the address longer.',
      risk: 'Not sent, and the address expires soon',
      parcel,
      title: 'Reward',
      redemption,
      besides: 'The coins that paid for the reward are not returned.',
    },
  },
  de: {
    title: 'Treueprogramm',
    lead: 'Verdiente und ausgegebene Punkte sowie Prämien zum Versand. Die ältesten Punkte werden zuerst ausgegeben. Übrige Punkte laufen mit ihrer Gutschrift ab.',
    tabs: { ledger: 'Buchungen', rewards: 'Prämien zum Versand' },
    coin: punkt,
    email: 'E-Mail-Adresse',
    person: 'Person',
    coins: 'Punkte',
    reason: 'Anlass',
    reasons: reasonsInGerman,
    ties: 'Gehört zu',
    time: 'Zeit',
    goes: 'Läuft ab',
    left: (coins: string) => `${coins} übrig`,
    from: (coins: string, moment: string) => `${coins} vom ${moment}`,
    gone: 'aus einer Gutschrift, die gelöscht, abgelaufen oder nicht geladen ist',
    notNoted: 'hier nicht zu sehen',
    lookHint:
      'Suchen Sie eine Person, um ihr Guthaben, die nächsten Abläufe und für jede Ausgabe die verbrauchten Gutschriften zu sehen.',
    empty: {
      title: 'Keine Punkte',
      detail:
        'Es wurden keine Punkte verdient oder ausgegeben, oder alle Buchungen sind abgelaufen oder gelöscht.',
    },
    balance: 'Guthaben',
    next: 'Läuft als Nächstes ab',
    nothingNext: 'nichts',
    spendingTitle: 'Punkte ausgegeben',
    earningTitle: 'Punkte verdient',
    takenFrom: 'Genommen von',
    spentBy: 'Ausgegeben durch',
    unspent: 'Nicht ausgegeben',
    nothing: 'keine Ausgabe, die hier zu sehen ist',
    reference: 'Bezug',
    ship: {
      reward: 'Prämie',
      recipient: 'Empfänger',
      address: 'Postanschrift',
      phone: 'Telefonnummer',
      state: 'Versand',
      states: { open: 'Offen', packed: 'Gepackt', sent: 'Versandt' },
      mark: {
        packed: 'Als gepackt vermerken',
        sent: 'Als versandt vermerken',
        open: 'Wieder öffnen',
      },
      empty: {
        title: 'Keine Prämien',
        detail: 'Nichts passt zum Filter, oder alle Einlösungen sind abgelaufen oder gelöscht.',
      },
      atLeast: (parcels: string) => `Mindestens ${parcels}`,
      riskTitle: (parcels: string, days: number) =>
        `${parcels} nicht versandt, und die Anschrift läuft binnen ${days} Tagen ab`,
      riskDetail:
        'Ist die Anschrift abgelaufen, kann niemand das Paket senden. Sie können die Anschrift nicht länger aufbewahren.',
      risk: 'Nicht versandt, und die Anschrift läuft bald ab',
      parcel: paket,
      title: 'Prämie',
      redemption: einloesung,
      besides: 'Die Punkte, die dafür bezahlt wurden, kommen nicht zurück.',
    },
  },
});
