import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const entry: Noun = { one: 'entry', other: 'entries' };
const teilnahme: Noun = { one: 'Teilnahme', other: 'Teilnahmen' };
const winner: Noun = { one: 'winner', other: 'winners' };
const gewinner: Noun = { one: 'Gewinner', other: 'Gewinner' };

export const giveawaysTexts = defineTexts({
  en: {
    title: 'Giveaways',
    lead: 'Who takes part, and who won. Mayfly deletes each entry after 60 days at most, and with the entry the note that it won.',
    entry,
    winner,
    giveaways: 'Giveaways',
    empty: { title: 'No giveaways', detail: 'A giveaway appears here as soon as it is created.' },
    kinds: { giveaway: 'Giveaway', instant_win: 'Instant win' },
    policies: {
      once: 'once per person',
      daily: 'once per person and day',
      weekly: 'once per person and week',
      unrestricted: 'as often as a person likes',
    },
    starts: (distance: string) => `begins ${distance}`,
    ends: (distance: string) => `ends ${distance}`,
    ended: (distance: string) => `ended ${distance}`,
    running: 'Running',
    over: 'Over',
    coming: 'Not begun',
    expireWarning: {
      title: 'The first entries expire before the end',
      detail:
        'The giveaway runs longer than Mayfly keeps entries. A participant whose entry has expired cannot win any more. So draw some winners earlier.',
    },
    prizes: 'Prizes',
    given: (given: string, all: string) => `${given} of ${all} given`,
    draw: {
      open: 'Draw winners…',
      title: (raffle: string) => `Draw winners of ${raffle}`,
      count: 'How many win',
      sentence: (winners: string, entries: string) =>
        `At most ${winners} of ${entries} will be drawn. Nobody can know the winners in advance, and nobody wins twice. You cannot undo this.`,
      early: 'The giveaway is still running. People who enter later take no part in this draw.',
      orMore: (entries: string) => `more than ${entries}`,
      action: (winners: string) => `Draw ${winners}`,
    },
    draws: 'Draws',
    noDraws: 'Nothing was drawn yet.',
    drawn: (drawn: string, count: string) => `${drawn} drawn, ${count} asked for`,
    fewer: 'Fewer people could win than you asked for, so all of them won.',
    gone: (count: string) => `${count} not shown any more`,
    place: 'Place',
    person: 'Person',
    goes: 'Expires',
    time: 'Entered',
    outcome: 'Outcome',
    outcomes: { won: 'Won', lost: 'Not won' },
    email: 'Email address',
    participants: 'Participants',
    noParticipants: {
      title: 'Nobody takes part',
      detail: 'Nobody has entered yet, or all entries have expired or were deleted.',
    },
    exportParticipants: 'Participants',
    exportWinners: 'Winners',
  },
  de: {
    title: 'Gewinnspiele',
    lead: 'Wer teilnimmt und wer gewonnen hat. Mayfly löscht jede Teilnahme nach höchstens 60 Tagen, und mit der Teilnahme den Vermerk, dass sie gewonnen hat.',
    entry: teilnahme,
    winner: gewinner,
    giveaways: 'Gewinnspiele',
    empty: {
      title: 'Keine Gewinnspiele',
      detail: 'Ein Gewinnspiel erscheint hier, sobald es angelegt ist.',
    },
    kinds: { giveaway: 'Verlosung', instant_win: 'Sofortgewinn' },
    policies: {
      once: 'einmal je Person',
      daily: 'einmal je Person und Tag',
      weekly: 'einmal je Person und Woche',
      unrestricted: 'beliebig oft je Person',
    },
    starts: (distance: string) => `beginnt ${distance}`,
    ends: (distance: string) => `endet ${distance}`,
    ended: (distance: string) => `endete ${distance}`,
    running: 'Läuft',
    over: 'Beendet',
    coming: 'Nicht begonnen',
    expireWarning: {
      title: 'Die ersten Teilnahmen laufen vor dem Ende ab',
      detail:
        'Das Gewinnspiel läuft länger, als Mayfly Teilnahmen aufbewahrt. Eine Person, deren Teilnahme abgelaufen ist, kann nicht mehr gewinnen. Ziehen Sie deshalb einige Gewinner früher.',
    },
    prizes: 'Preise',
    given: (given: string, all: string) => `${given} von ${all} vergeben`,
    draw: {
      open: 'Gewinner ziehen …',
      title: (raffle: string) => `Gewinner ziehen: ${raffle}`,
      count: 'Wie viele gewinnen',
      sentence: (winners: string, entries: string) =>
        `Gezogen werden höchstens ${winners} aus ${entries}. Niemand kann vorher wissen, wer gewinnt, und niemand gewinnt zweimal. Das lässt sich nicht zurücknehmen.`,
      early:
        'Das Gewinnspiel läuft noch: Wer später teilnimmt, ist bei dieser Ziehung nicht dabei.',
      orMore: (entries: string) => `mehr als ${entries}`,
      action: (winners: string) => `${winners} ziehen`,
    },
    draws: 'Ziehungen',
    noDraws: 'Es wurde noch nichts gezogen.',
    drawn: (drawn: string, count: string) => `${drawn} gezogen, ${count} gewünscht`,
    fewer: 'Es konnten weniger Personen gewinnen, als Sie ziehen wollten. Alle haben gewonnen.',
    gone: (count: string) => `${count} nicht mehr zu sehen`,
    place: 'Platz',
    person: 'Person',
    goes: 'Läuft ab',
    time: 'Teilgenommen',
    outcome: 'Ergebnis',
    outcomes: { won: 'Gewonnen', lost: 'Nicht gewonnen' },
    email: 'E-Mail-Adresse',
    participants: 'Teilnahmen',
    noParticipants: {
      title: 'Niemand nimmt teil',
      detail: 'Noch hat niemand teilgenommen, oder alle Teilnahmen sind abgelaufen oder gelöscht.',
    },
    exportParticipants: 'Teilnahmen',
    exportWinners: 'Gewinner',
  },
});
