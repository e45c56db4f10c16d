import type { Dialogue } from './write-dialogue.ts';

/** Conversations of a flower shop's customers with its bot and its people. */
export const flowerDialogues: readonly Dialogue[] = [
  {
    experienceId: 'strauss-finder',
    turns: [
      ['customer', 'Hallo 👋 ich suche einen Strauß {occasion} für {relation}'],
      ['bot', 'Schön, dass Sie da sind! Welche Farben sollen es sein?'],
      ['customer', 'Am liebsten etwas mit {flower}, nicht zu bunt'],
      ['bot', 'Dazu passt unser Strauß {bouquet} für {price}. Möchten Sie ihn bestellen?'],
      ['customer', 'Ja gern, Lieferung am {day} nach {street} in {city}'],
      ['bot', 'Notiert: {bouquet}, {day}, {street}, {city}. Eine Karte dazu?'],
      ['customer', '«Alles Liebe, {first_name}» 💐'],
      ['bot', 'Danke! Ihre Bestellnummer ist {order}. Die Bestätigung geht an {email}.'],
    ],
  },
  {
    experienceId: 'liefer-auskunft',
    turns: [
      ['customer', 'Guten Tag, wo bleibt meine Bestellung {order}?'],
      ['bot', 'Ich sehe nach … Ihre Bestellung ist unterwegs und kommt heute bis 16 Uhr.'],
      ['customer', 'Super, danke! Kann der Fahrer vorher anrufen? {phone}'],
      ['bot', 'Das habe ich dem Fahrer weitergegeben. 🚚'],
    ],
  },
  {
    experienceId: 'liefer-auskunft',
    turns: [
      ['customer', 'Der Strauß {bouquet} kam gestern an, aber die {flower} waren schon welk 😞'],
      ['bot', 'Das tut mir sehr leid. Ich verbinde Sie mit einer Kollegin.'],
      ['agent', 'Guten Tag, hier ist Jana vom Blumenhaus. Haben Sie Ihre Bestellnummer zur Hand?'],
      ['customer', '{order}, bestellt auf {first_name} {last_name}'],
      ['agent', 'Danke. Mögen Sie lieber einen neuen Strauß oder {price} zurück?'],
      ['customer', 'Einen neuen bitte, wenn es bis {day} geht'],
      ['agent', 'Kommt am {day} zwischen 9 und 12 Uhr, dazu legen wir Ihnen Pralinen. 🍫'],
      ['customer', 'Das ist wirklich nett, vielen Dank!'],
    ],
  },
  {
    experienceId: 'abo-beratung',
    turns: [
      ['customer', 'Wie funktioniert das Blumen-Abo?'],
      ['bot', 'Alle zwei Wochen ein Strauß der Saison, ab {price}, jederzeit kündbar.'],
      ['customer', 'Und wenn ich im Urlaub bin?'],
      ['bot', 'Dann pausieren Sie einfach. Eine Nachricht bis Dienstag genügt. 🏖️'],
      ['customer', 'Dann nehme ich es. Meine Adresse: {email}'],
      ['bot', 'Wir haben Ihnen eine E-Mail geschickt. Bitte bestätigen Sie darin Ihre Anmeldung.'],
      ['customer', 'Ist bestätigt ✅'],
    ],
  },
  {
    experienceId: 'abo-beratung',
    turns: [
      ['customer', 'Ich möchte mein Abo bis Ende des Monats pausieren, wir sind in {city}'],
      ['bot', 'Gern. Unter welcher E-Mail-Adresse läuft es?'],
      ['customer', '{email}'],
      ['bot', 'Erledigt, {first_name}! Ab dem Ersten geht es weiter.'],
    ],
  },
  {
    experienceId: 'strauss-finder',
    turns: [
      ['customer', 'Haben Sie noch {flower}? Ich bräuchte 40 Stück für eine Hochzeit'],
      ['bot', 'Für größere Mengen hole ich jemanden aus der Werkstatt dazu.'],
      [
        'agent',
        'Hallo, Stefan hier. 40 {flower} bekommen wir bis {day} vom Großmarkt. Welche Farbe?',
      ],
      ['customer', 'Creme oder weiß, passend zum Brautstrauß'],
      ['agent', 'Weiß ist sicher. Brauchen Sie auch Tischschmuck?'],
      ['customer', 'Ja, acht Tische. Können wir telefonieren? {phone}'],
      ['agent', 'Ich rufe Sie morgen um 10 Uhr an, Frau oder Herr {last_name}?'],
      ['customer', 'Egal, {first_name} reicht 😄'],
      ['agent', 'Abgemacht, bis morgen, {first_name}!'],
    ],
  },
  {
    experienceId: 'strauss-finder',
    turns: [
      ['customer', 'Sind {flower} giftig für Katzen? 🐈'],
      ['bot', 'Lilien und Tulpen sind es leider. Unbedenklich sind Rosen und Gerbera.'],
      ['customer', 'Gut zu wissen! Dann bitte {bouquet} ohne Lilien'],
      ['bot', 'Wir binden ihn ohne Lilien. Bestellnummer {order}, {price}.'],
      ['customer', 'Danke schön'],
    ],
  },
  {
    experienceId: 'liefer-auskunft',
    turns: [
      ['customer', 'Kann ich die Lieferadresse von {order} noch ändern?'],
      ['bot', 'Bis 18 Uhr am Vortag geht das. Wohin soll es gehen?'],
      ['customer', '{street}, {city}, bitte bei Großmann klingeln'],
      ['bot', 'Geändert auf {street}, {city}. Hinweis für den Fahrer: bei Großmann klingeln.'],
      ['customer', 'Perfekt 👍'],
      ['bot', 'Gern! War das hilfreich?'],
      ['customer', 'Ja'],
    ],
  },
];
