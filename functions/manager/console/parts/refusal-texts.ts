import { defineTexts } from '../language/define-texts.ts';

type RefusalTexts = {
  readonly fields: { readonly [name: string]: string | undefined };
  /**
   * Says what is wrong with a field. The key is the rule that the field breaks, in the words of the
   * API.
   */
  readonly rules: { readonly [rule: string]: string | undefined };
  /** Texts for rules that contain a number or names. `$1` stands for the number or the names. */
  readonly patterns: readonly (readonly [RegExp, string])[];
  /** Puts the name of a field in quotation marks. */
  readonly quoted: (name: string) => string;
  /** The subject of the sentence if a rule is about the whole input. */
  readonly whole: string;
  /** Returns the text for a rule that neither `rules` nor `patterns` contains. */
  readonly other: (rule: string) => string;
};

/**
 * Fields and rules of the API in words. If a field is missing here, the page shows the name that it
 * has in the API.
 */
export const refusalTexts = defineTexts<RefusalTexts>({
  en: {
    fields: {
      api_key: 'API key',
      archive_id: 'Archive ID',
      authority: 'Authority',
      client_id: 'Client ID',
      client_secret: 'Client secret',
      controller: 'Controller,',
      cooling_off_hours: 'Cooling-off, in hours',
      count: 'Number',
      default_region: 'Region of telephone numbers',
      details: 'In their own words',
      doubt: 'Doubt',
      dpo: 'Data protection officer,',
      email: 'Email address',
      erasure_id: 'Erasure ID',
      expires_at: 'Expiry',
      external_id: 'Messenger ID',
      id: 'ID',
      intent: 'Intent',
      mapping: 'Fields',
      method: 'Method',
      months: 'Months',
      name: 'Name',
      origins: 'Origins',
      password: 'Password',
      period: 'Period',
      person_informed_on: 'The person was told on',
      phone: 'Phone number',
      postal_address: 'Postal address',
      public_value: 'Public value',
      purpose: 'Purpose',
      reasons: 'Reasons',
      received: 'Received on',
      recipient: 'Recipient',
      recipients: 'Recipients',
      representative: 'Representative in the EU,',
      retention_days: 'Days to keep a record',
      salt: 'Salt',
      tenant: 'Tenant',
      time_zone: 'Time zone',
      token: 'Token',
      token_url: 'Address that gives access tokens',
      url: 'Address',
      username: 'User name',
      values: 'Values',
      website: 'Website',
    },
    rules: {
      required: 'is missing',
      'not-empty': 'is empty',
      'max-length': 'is too long',
      'max-bytes': 'is too large',
      'max-keys': 'has too many entries',
      'max-nesting': 'is nested too deeply',
      'not-phone-like': 'looks like a phone number, which is not allowed here',
      'no-outer-spaces': 'begins or ends with a space',
      'no-invisible-characters': 'contains an invisible character',
      'no-control-characters': 'contains a control character',
      'no-lookalike-characters': 'contains a character that looks like another one',
      'well-formed-unicode': 'contains a broken character',
      'domain-name': 'has no valid domain after the @',
      'a-label-domain': 'has no valid domain after the @',
      'domain-of-the-issuer': 'belongs to a domain that the sign-in provider does not serve',
      'number-too-large': 'contains a number that is too large',
      'no-unknown-fields': 'contains a field that Mayfly does not know',
      'targets-apart': 'sends two variables to the same field',
      'each at most once': 'contains something twice',
      'in the future': 'must be in the future',
      'a recipient among the particulars': 'is not a recipient that you have named',
      'every recipient with an endpoint for notices, and the categories of that endpoint':
        'must keep the name of each recipient that has an endpoint, and the categories of the endpoint',
      'server: every tenant stores this category':
        'must stay on the server, because every tenant stores this category',
      'only for a category that is switched off': 'is allowed only if the category is switched off',
      'expire or delete: what happens to existing records':
        'must say whether existing records expire or are deleted',
    },
    patterns: [
      [/^type number$|^type int$/, 'must be a number'],
      [/^type .*$|^format .*$/, 'has the wrong form'],
      [/^at least (\d+)$/, 'needs at least $1'],
      [/^at most (\d+)$/, 'allows at most $1'],
      [/^one of (.*)$/, 'must be one of $1'],
      [/^(whole days from .*)$/, 'must be $1'],
      [/^server while in use: (.*)$/, 'must stay on the server, because $1 uses it'],
    ],
    quoted: (name) => `“${name}”`,
    whole: 'The input',
    other: (rule) => `must follow the rule “${rule}”`,
  },
  de: {
    fields: {
      api_key: 'API-Schlüssel',
      archive_id: 'Id des Archivs',
      authority: 'Aufsichtsbehörde',
      client_id: 'Client-ID',
      client_secret: 'Client-Geheimnis',
      controller: 'Verantwortlicher,',
      cooling_off_hours: 'Bedenkzeit in Stunden',
      count: 'Anzahl',
      default_region: 'Region der Telefonnummern',
      details: 'In eigenen Worten',
      doubt: 'Zweifel',
      dpo: 'Datenschutzbeauftragter,',
      email: 'E-Mail-Adresse',
      erasure_id: 'Id der Löschung',
      expires_at: 'Ablauf',
      external_id: 'Messenger-Kennung',
      id: 'Kennung',
      intent: 'Absicht',
      mapping: 'Felder',
      method: 'Weg',
      months: 'Monate',
      name: 'Name',
      origins: 'Herkünfte',
      password: 'Passwort',
      period: 'Zeitraum',
      person_informed_on: 'Die Person hat es erfahren am',
      phone: 'Telefonnummer',
      postal_address: 'Postanschrift',
      public_value: 'Öffentlicher Wert',
      purpose: 'Zweck',
      reasons: 'Gründe',
      received: 'Eingegangen am',
      recipient: 'Empfänger',
      recipients: 'Empfänger',
      representative: 'Vertreter in der EU,',
      retention_days: 'Tage der Aufbewahrung',
      salt: 'Salz',
      tenant: 'Mandant',
      time_zone: 'Zeitzone',
      token: 'Token',
      token_url: 'Adresse, die Zugriffstoken ausgibt',
      url: 'Adresse',
      username: 'Benutzername',
      values: 'Angaben',
      website: 'Website',
    },
    rules: {
      required: 'fehlt',
      'not-empty': 'ist leer',
      'max-length': 'ist zu lang',
      'max-bytes': 'ist zu groß',
      'max-keys': 'hat zu viele Einträge',
      'max-nesting': 'ist zu tief verschachtelt',
      'not-phone-like': 'sieht aus wie eine Telefonnummer, und die ist hier nicht erlaubt',
      'no-outer-spaces': 'beginnt oder endet mit einem Leerzeichen',
      'no-invisible-characters': 'enthält ein unsichtbares Zeichen',
      'no-control-characters': 'enthält ein Steuerzeichen',
      'no-lookalike-characters': 'enthält ein Zeichen, das einem anderen gleicht',
      'well-formed-unicode': 'enthält ein beschädigtes Zeichen',
      'domain-name': 'hat nach dem @ keine gültige Domain',
      'a-label-domain': 'hat nach dem @ keine gültige Domain',
      'domain-of-the-issuer':
        'gehört zu einer Domain, für die der Anmeldedienst nicht zuständig ist',
      'number-too-large': 'enthält eine zu große Zahl',
      'no-unknown-fields': 'enthält ein Feld, das Mayfly nicht kennt',
      'targets-apart': 'sendet zwei Variablen an dasselbe Feld',
      'each at most once': 'enthält etwas doppelt',
      'in the future': 'muss in der Zukunft liegen',
      'a recipient among the particulars': 'ist kein Empfänger, den Sie genannt haben',
      'every recipient with an endpoint for notices, and the categories of that endpoint':
        'muss den Namen jedes Empfängers behalten, der eine Adresse hat, und die Kategorien der Adresse',
      'server: every tenant stores this category':
        'muss auf dem Server bleiben, weil jeder Mandant diese Kategorie speichert',
      'only for a category that is switched off':
        'ist nur erlaubt, wenn die Kategorie ausgeschaltet wird',
      'expire or delete: what happens to existing records':
        'muss angeben, ob vorhandene Datensätze ablaufen oder gelöscht werden',
      'at most 64 characters: letters, digits, _ . : and -':
        'darf nur Buchstaben, Ziffern und _ . : - enthalten, höchstens 64 Zeichen',
      'at most 128 characters: letters, digits, _ . : / and -':
        'darf nur Buchstaben, Ziffern und _ . : / - enthalten, höchstens 128 Zeichen',
      'at most 64 characters: letters, digits and _':
        'darf nur Buchstaben, Ziffern und _ enthalten, höchstens 64 Zeichen',
      '1 to 32 characters: first a small letter, then small letters, digits and hyphens':
        'muss 1 bis 32 Zeichen haben: zuerst einen Kleinbuchstaben, dann Kleinbuchstaben, Ziffern und Bindestriche',
      'visible ASCII characters and spaces':
        'darf nur sichtbare ASCII-Zeichen und Leerzeichen enthalten',
      'an email address: name@domain, without spaces, quotes and comments':
        'muss eine E-Mail-Adresse sein: name@domain, ohne Leerzeichen, Anführungszeichen und Kommentare',
      'an email address in printable ASCII, international domains as A-labels (xn--)':
        'muss eine E-Mail-Adresse aus ASCII-Zeichen sein, mit internationalen Domains in der Form xn--',
      'a phone number that is possible in its country': 'gibt es in diesem Land nicht',
      'a phone number: 5 to 32 digits, optionally with a + before them and separators between them':
        'muss eine Telefonnummer aus 5 bis 32 Ziffern sein, mit oder ohne + davor, mit oder ohne Trennzeichen dazwischen',
      'https:// and a host in small letters, or http:// and localhost, with a port or without':
        'muss https:// und ein Host in Kleinbuchstaben sein, oder http:// und localhost, mit oder ohne Port',
      'https:// and a public host name, at port 443 or 8443':
        'muss https:// und ein öffentlicher Hostname sein, Port 443 oder 8443',
      'https at a public host name, port 443 or 8443':
        'muss https:// und ein öffentlicher Hostname sein, Port 443 oder 8443',
      'https:// and the address of a page': 'muss https:// und die Adresse einer Seite sein',
      'one to five names with dots between them':
        'muss aus ein bis fünf Namen mit Punkten dazwischen sein',
      'without a colon': 'darf keinen Doppelpunkt enthalten',
      'the name of a time zone, such as Europe/Berlin':
        'muss der Name einer Zeitzone sein, zum Beispiel Europe/Berlin',
      'a day: YYYY-MM-DD': 'muss ein Tag sein: JJJJ-MM-TT',
      'not before the restriction, and not in the future':
        'darf nicht vor der Einschränkung und nicht in der Zukunft liegen',
      'the id of an erasure that is complete':
        'muss die Id einer Löschung sein, die abgeschlossen ist',
      'an erasure of this year or of the year before, because its receipt must be stored as long as the request':
        'muss zu einer Löschung aus diesem oder dem vorigen Jahr gehören, weil deren Quittung so lange gespeichert sein muss wie der Antrag',
      'the id of an archive that was made for this tenant (header mayfly-archive-id)':
        'muss die Id eines Archivs sein, das für diesen Mandanten erstellt wurde',
      'a salt as POST /v1/erasures returned it':
        'muss das Salz sein, das bei der Löschung zu sehen war',
      '32 characters: digits and small letters from a to f':
        'muss aus 32 Ziffern und Buchstaben a bis f sein',
      '1 to 64 letters, digits, dots, dashes or underscores':
        'muss aus 1 bis 64 Buchstaben, Ziffern, Punkten, Binde- oder Unterstrichen sein',
    },
    patterns: [
      [/^type number$|^type int$/, 'muss eine Zahl sein'],
      [/^type .*$|^format .*$/, 'hat die falsche Form'],
      [/^at least (\d+)$/, 'braucht mindestens $1'],
      [/^at most (\d+)$/, 'erlaubt höchstens $1'],
      [/^one of (.*)$/, 'muss eines davon sein: $1'],
      [/^whole days from 1 to (\d+)$/, 'muss eine ganze Zahl von 1 bis $1 sein'],
      [/^whole days from 1 to (\d+), or (\d+)$/, 'muss eine ganze Zahl von 1 bis $1 sein, oder $2'],
      [
        /^whole days from 1 to (\d+), or (\d+), or (\d+)$/,
        'muss eine ganze Zahl von 1 bis $1 sein, oder $2 oder $3',
      ],
      [/^server while in use: (.*)$/, 'muss auf dem Server bleiben, weil $1 es nutzt'],
      [
        /^not in the future, and at most (\d+) days ago$/,
        'darf nicht in der Zukunft liegen und höchstens $1 Tage zurück',
      ],
    ],
    quoted: (name) => `„${name}“`,
    whole: 'Die Eingabe',
    other: (rule) => `muss dieser Regel folgen: „${rule}“`,
  },
});
