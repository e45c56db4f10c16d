import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const record: Noun = { one: 'record', other: 'records' };
const datensatz: Noun = { one: 'Datensatz', other: 'Datensätze' };
const document: Noun = { one: 'document', other: 'documents' };
const dokument: Noun = { one: 'Dokument', other: 'Dokumente' };
const conversation: Noun = { one: 'conversation', other: 'conversations' };
const unterhaltung: Noun = { one: 'Unterhaltung', other: 'Unterhaltungen' };

export const personTexts = defineTexts({
  en: {
    record,
    document,
    conversation,
    box: {
      label: 'Email address, phone number or messenger ID',
      labelWide: 'Email address, phone number, messenger ID or conversation',
      hint: 'What you enter stays in this page’s memory. The manager log notes that you searched, but not for whom.',
      as: 'Look for it as',
      search: 'Find',
      kinds: {
        email: 'Email address',
        phone: 'Phone number',
        external_id: 'Messenger ID',
        conversation_id: 'Conversation',
      },
      recognised: 'Recognised',
    },
    names: {
      email: 'email',
      phone: 'phone number',
      external_id: 'messenger ID',
      push_endpoint: 'web push address',
      conversation_id: 'conversation',
      channel: 'channel',
    },
    looking: 'Searching all categories…',
    hidden: (count: string) =>
      `Restricted and not shown here: ${count} of this person. Only owners and data protection officers can see them, and can make archives that contain them. The counts below include them.`,
    nothing: {
      title: 'Nothing is stored',
      detail:
        'No category has a record of this person or conversation. Mayfly does not search free text.',
    },
    clock: {
      title: 'The person’s clock',
      lead: (records: string, categories: number) =>
        `${records} in ${categories === 1 ? 'one category' : `${categories} categories`}. Each bar ends on the day its records expire.`,
      next: (distance: string) => `The first expires ${distance}.`,
      slider: 'Records on the time axis; the arrow keys go from one to the next',
      today: 'today',
      more: (records: string) => `${records} more, which expire later, are in the table`,
      many: (shown: string) => `Only the ${shown} records that expire first are listed.`,
      table: 'The records as a table',
      columns: ['Category', 'Stored', 'Expires', 'Found by', 'Facts'],
      stored: 'Stored',
      goes: 'Expires',
      foundBy: 'Found by',
      purpose: 'What for',
      source: 'Stored when',
      facts: 'Facts',
      restricted: 'restricted',
      stays: 'stays after an erasure',
      copy: 'a copy',
    },
    counts: {
      title: 'What is stored',
      foundBy: (names: string) => `found by ${names}`,
    },
    conversations: {
      title: 'Conversations',
      lead: 'A conversation is shared if another person took part too. The messages of a conversation stay if you do not choose the conversation. Mayfly always deletes the data that names the person whom you erase.',
      shared: 'shared',
      own: 'only this person',
    },
    stays: {
      title: 'What stays',
      number: (count: string) => `Number: ${count}.`,
      restricted:
        'Restricted records: The person opposed their erasure, or needs them for claims, or the tenant keeps them as a proof. The note that leads from the person to such a record may stay too, for 60 days at most. To delete them too, choose “Also delete restricted records”.',
    },
    options: {
      keep: 'Keep consents as a proof',
      keepHint: 'Mayfly does not delete them now. It restricts them until they expire.',
      ground: 'Ground',
      grounds: {
        legal_obligation: 'Legal obligation, Art. 17(3)(b) GDPR',
        legal_claims: 'Legal claims, Art. 17(3)(e) GDPR',
      },
      restrictedToo: 'Also delete restricted records',
      restrictedTooHint:
        'Somebody relies on them: the person opposed their erasure, needs them for claims, or they are kept as a proof.',
    },
    erase: {
      open: 'Erase…',
      title: 'Erase this person?',
      titleConversation: 'Erase this conversation?',
      goes: 'You cannot undo this. Mayfly deletes at once, in all categories:',
      phrase: (count: string) => `erase ${count}`,
      type: (phrase: string) => `Type “${phrase}” to confirm`,
      action: 'Erase now',
      changed:
        'Something was added or deleted since you looked. This is what would be deleted now; please read it again.',
      nothing: 'Nothing would be deleted.',
    },
    erased: {
      title: 'Erased',
      lead: (documents: string) => `Deleted for everyone: ${documents}.`,
      salt: 'The salt of the receipt, shown only now',
      saltHint:
        'With this salt and the person’s address, number or ID, you can prove whose receipt it is. Without the salt, nobody can. Protect it like personal data.',
      receipt: 'Save the receipt',
      pending: 'The receipt is signed within minutes. It is then in the list of erasures.',
      complete: 'Complete the request with this erasure',
      recheck: 'Search again',
      done: 'Done',
    },
    recheck: {
      absent: 'Nothing was found. A receipt of absence was signed.',
      found: 'Something was found:',
      save: 'Save the receipt of absence',
    },
    archive: {
      title: 'Hand out the data',
      lead: 'One archive with the data of the person, encrypted with a password that this page makes.',
      kind: 'Archive',
      access: 'Access (Art. 15)',
      accessHint: 'All that is stored, with purposes, periods and rights, readable in a browser.',
      portability: 'Portability (Art. 20)',
      portabilityHint: 'What the person provided, for machines.',
      withhold: {
        open: 'Withhold text for the rights of others (Art. 15(4), 20(4))',
        label: 'IDs of the entries, one on each line',
        hint: 'First make the archive for yourself and read it: each entry names its ID. The new archive then contains these entries without their encrypted fields, and says so.',
        unknown: {
          title: 'An ID does not fit',
          detail:
            'At least one of these IDs belongs to no entry of the archive. No archive was made.',
        },
      },
      save: 'Make and save the archive',
      complete: 'Complete the request with this archive',
    },
  },
  de: {
    record: datensatz,
    document: dokument,
    conversation: unterhaltung,
    box: {
      label: 'E-Mail-Adresse, Telefonnummer oder Messenger-Kennung',
      labelWide: 'E-Mail-Adresse, Telefonnummer, Messenger-Kennung oder Unterhaltung',
      hint: 'Die Angabe bleibt im Speicher dieser Seite. Das Manager-Protokoll vermerkt, dass gesucht wurde, nicht nach wem.',
      as: 'Suchen als',
      search: 'Suchen',
      kinds: {
        email: 'E-Mail-Adresse',
        phone: 'Telefonnummer',
        external_id: 'Messenger-Kennung',
        conversation_id: 'Unterhaltung',
      },
      recognised: 'Erkannt',
    },
    names: {
      email: 'E-Mail',
      phone: 'Telefonnummer',
      external_id: 'Messenger-Kennung',
      push_endpoint: 'Web-Push-Adresse',
      conversation_id: 'Unterhaltung',
      channel: 'Kanal',
    },
    looking: 'Alle Kategorien werden durchsucht …',
    hidden: (count: string) =>
      `Eingeschränkt und hier nicht zu sehen: ${count} dieser Person. Nur Inhaber und Datenschutzbeauftragte sehen sie und erstellen Archive mit ihnen. Die Zahlen unten enthalten sie.`,
    nothing: {
      title: 'Nichts ist gespeichert',
      detail:
        'In keiner Kategorie ist ein Datensatz dieser Person oder Unterhaltung. Freitext durchsucht Mayfly nicht.',
    },
    clock: {
      title: 'Die Uhr der Person',
      lead: (records: string, categories: number) =>
        `${records} in ${categories === 1 ? 'einer Kategorie' : `${categories} Kategorien`}. Jeder Balken endet an dem Tag, an dem der Datensatz abläuft.`,
      next: (distance: string) => `Der erste läuft ${distance} ab.`,
      slider: 'Datensätze auf der Zeitachse; die Pfeiltasten gehen von einem zum nächsten',
      today: 'heute',
      more: (records: string) => `${records} mehr, die später ablaufen, stehen in der Tabelle`,
      many: (shown: string) => `Nur die ${shown} Datensätze, die zuerst ablaufen, sind aufgeführt.`,
      table: 'Die Datensätze als Tabelle',
      columns: ['Kategorie', 'Gespeichert', 'Läuft ab', 'Gefunden über', 'Angaben'],
      stored: 'Gespeichert',
      goes: 'Läuft ab',
      foundBy: 'Gefunden über',
      purpose: 'Wozu',
      source: 'Gespeichert, wenn',
      facts: 'Angaben',
      restricted: 'eingeschränkt',
      stays: 'bleibt bei einer Löschung',
      copy: 'eine Kopie',
    },
    counts: {
      title: 'Was gespeichert ist',
      foundBy: (names: string) => `gefunden über ${names}`,
    },
    conversations: {
      title: 'Unterhaltungen',
      lead: 'An einer geteilten Unterhaltung war auch jemand anderes beteiligt. Die Nachrichten einer Unterhaltung bleiben, wenn Sie sie nicht auswählen. Angaben, die die gelöschte Person nennen, löscht Mayfly immer.',
      shared: 'geteilt',
      own: 'nur diese Person',
    },
    stays: {
      title: 'Was bleibt',
      number: (count: string) => `Anzahl: ${count}.`,
      restricted:
        'Eingeschränkte Datensätze: Die Person hat der Löschung widersprochen oder braucht die Datensätze für Ansprüche, oder der Mandant behält sie als Nachweis. Auch der Vermerk, der von der Person zu einem solchen Datensatz führt, kann bleiben, höchstens 60 Tage lang. Um auch diese Datensätze zu löschen, wählen Sie „Auch eingeschränkte Datensätze löschen“.',
    },
    options: {
      keep: 'Einwilligungen als Nachweis behalten',
      keepHint: 'Mayfly löscht sie jetzt nicht, sondern schränkt sie bis zu ihrem Ablauf ein.',
      ground: 'Grund',
      grounds: {
        legal_obligation: 'Rechtliche Verpflichtung, Art. 17 Abs. 3 Buchst. b DSGVO',
        legal_claims: 'Rechtsansprüche, Art. 17 Abs. 3 Buchst. e DSGVO',
      },
      restrictedToo: 'Auch eingeschränkte Datensätze löschen',
      restrictedTooHint:
        'Jemand verlässt sich auf sie: Die Person hat der Löschung widersprochen, braucht sie für Ansprüche, oder sie sind als Nachweis behalten.',
    },
    erase: {
      open: 'Löschen …',
      title: 'Diese Person löschen?',
      titleConversation: 'Diese Unterhaltung löschen?',
      goes: 'Das lässt sich nicht zurücknehmen. Mayfly löscht sofort und in allen Kategorien:',
      phrase: (count: string) => `${count} löschen`,
      type: (phrase: string) => `Zur Bestätigung „${phrase}“ eingeben`,
      action: 'Jetzt löschen',
      changed:
        'Seit Sie nachgesehen haben, wurde etwas hinzugefügt oder gelöscht. Das würde jetzt gelöscht; bitte lesen Sie es noch einmal.',
      nothing: 'Es würde nichts gelöscht.',
    },
    erased: {
      title: 'Gelöscht',
      lead: (documents: string) => `Für alle gelöscht: ${documents}.`,
      salt: 'Das Salz der Quittung, nur jetzt zu sehen',
      saltHint:
        'Mit diesem Salz und der Adresse, Nummer oder Kennung der Person können Sie nachweisen, zu wem die Quittung gehört. Ohne das Salz kann es niemand. Schützen Sie es wie personenbezogene Daten.',
      receipt: 'Quittung speichern',
      pending:
        'Die Quittung wird in wenigen Minuten signiert. Sie steht dann in der Liste der Löschungen.',
      complete: 'Antrag mit dieser Löschung abschließen',
      recheck: 'Noch einmal suchen',
      done: 'Fertig',
    },
    recheck: {
      absent: 'Nichts wurde gefunden. Eine Quittung darüber ist signiert.',
      found: 'Etwas wurde gefunden:',
      save: 'Quittung darüber speichern',
    },
    archive: {
      title: 'Daten herausgeben',
      lead: 'Ein Archiv mit den Daten der Person, verschlüsselt mit einem Passwort, das diese Seite bildet.',
      kind: 'Archiv',
      access: 'Auskunft (Art. 15)',
      accessHint:
        'Alles, was gespeichert ist, mit Zwecken, Fristen und Rechten, im Browser lesbar.',
      portability: 'Übertragbarkeit (Art. 20)',
      portabilityHint: 'Was die Person selbst angegeben hat, für Maschinen.',
      withhold: {
        open: 'Inhalte wegen der Rechte anderer zurückhalten (Art. 15 Abs. 4, 20 Abs. 4)',
        label: 'Kennungen der Einträge, eine je Zeile',
        hint: 'Erstellen Sie das Archiv zuerst für sich und lesen Sie es: Jeder Eintrag nennt seine Kennung. Das neue Archiv enthält diese Einträge dann ohne ihre verschlüsselten Felder und sagt das.',
        unknown: {
          title: 'Eine Kennung passt nicht',
          detail:
            'Mindestens eine dieser Kennungen gehört zu keinem Eintrag des Archivs. Es wurde kein Archiv erstellt.',
        },
      },
      save: 'Archiv erstellen und speichern',
      complete: 'Antrag mit diesem Archiv abschließen',
    },
  },
});
