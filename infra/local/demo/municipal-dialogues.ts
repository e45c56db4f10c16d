import type { Dialogue } from './write-dialogue.ts';

/** Conversations of a municipal utility's customers with its bot and its people. */
export const municipalDialogues: readonly Dialogue[] = [
  {
    experienceId: 'zaehlerstand',
    turns: [
      ['customer', 'Guten Abend, ich möchte meinen Zählerstand durchgeben'],
      ['bot', 'Gern. Wie lautet die Nummer auf dem Zähler?'],
      ['customer', '{meter}'],
      ['bot', 'Und der Stand vor dem Komma?'],
      ['customer', '{reading}'],
      ['bot', 'Danke, {reading} kWh sind eingetragen. ⚡'],
    ],
  },
  {
    experienceId: 'umzug',
    turns: [
      ['customer', 'Wir ziehen am {day} um nach {street} in {city}. Was muss ich tun?'],
      ['bot', 'Nur den Zählerstand am Tag der Übergabe melden. Nehmen Sie {tariff} mit?'],
      ['customer', 'Ja, wenn der Preis gleich bleibt'],
      ['bot', 'Das klärt eine Kollegin mit Ihnen.'],
      [
        'agent',
        'Guten Tag, Frau Wöhrl, Kundenservice. An der neuen Adresse sind es {amount} im Monat.',
      ],
      ['customer', 'In Ordnung. Die Bestätigung bitte an {email}'],
      ['agent', 'Ist unterwegs. Alles Gute im neuen Zuhause! 🏡'],
    ],
  },
  {
    experienceId: 'tarif-beratung',
    turns: [
      ['customer', 'Mein Abschlag ist auf {amount} gestiegen, warum?'],
      ['bot', 'Die Netzentgelte sind gestiegen. Ich kann prüfen, ob {tariff} günstiger wäre.'],
      ['customer', 'Bitte prüfen, ich bin {first_name} {last_name}'],
      ['bot', 'Mit {tariff} zahlten Sie etwa 9 € weniger im Monat. Wechseln?'],
      ['customer', 'Ja, zum nächsten Ersten'],
    ],
  },
  {
    experienceId: 'stoerung',
    turns: [
      ['customer', 'Stromausfall in der {street}! Seit zehn Minuten ist alles dunkel 😱'],
      ['bot', 'Die Störung ist bekannt. Unser Team ist vor Ort, Dauer voraussichtlich 40 Minuten.'],
      ['customer', 'Können Sie mir Bescheid geben? {phone}'],
      ['bot', 'Sie bekommen eine SMS, sobald der Strom wieder da ist. 💡'],
    ],
  },
  {
    experienceId: 'tarif-beratung',
    turns: [
      ['customer', 'Bieten Sie eine Wallbox für Mieter an?'],
      ['bot', 'Ja, mit Zustimmung des Vermieters. Soll sich jemand bei Ihnen melden?'],
      ['customer', 'Gern per Mail: {email}'],
      ['agent', 'Grüß Gott, hier Jörg Häußler. Ich habe Ihnen die Unterlagen gerade geschickt.'],
      ['customer', 'Sind da, danke. Ich melde mich nächste Woche 🚗🔌'],
    ],
  },
];
