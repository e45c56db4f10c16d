import { defineTexts } from '../language/define-texts.ts';

type Text = { readonly title: string; readonly detail: string };

type FailureTexts = {
  readonly again: string;
  readonly trying: string;
  readonly request: string;
  readonly stale: (moment: string) => string;
  readonly unreachable: Text;
  readonly unreadable: Text;
  readonly broken: Text;
  readonly refused: Text;
  /** The title if the API names the wrong fields. */
  readonly refusedInput: string;
  readonly failed: Text;
  /** Texts by the HTTP status of the answer. */
  readonly statuses: { readonly [status: number]: Text | undefined };
  /** Texts by the problem's code, for codes that say more than the status. */
  readonly codes: { readonly [code: string]: Text | undefined };
};

export const failureTexts = defineTexts<FailureTexts>({
  en: {
    again: 'Try again',
    trying: 'Trying again…',
    request: 'Request',
    stale: (moment: string) => `This could not be refreshed. What you see is from ${moment}.`,
    unreachable: {
      title: 'Mayfly cannot be reached',
      detail: 'No answer came. Check the connection, then try again.',
    },
    unreadable: {
      title: 'A chosen file cannot be read',
      detail: 'Perhaps it was changed or removed after you chose it. Choose it again.',
    },
    broken: {
      title: 'Something went wrong on this page',
      detail: 'Load the page again. If it happens again, tell the operator of Mayfly.',
    },
    refused: {
      title: 'Mayfly refused this',
      detail: 'The data may have changed meanwhile. Load the page again and look once more.',
    },
    failed: {
      title: 'Mayfly could not do this',
      detail:
        'Try again in a moment. If it happens again, tell the operator of Mayfly, with the id of the request if one is shown here.',
    },
    refusedInput: 'An entry does not follow a rule',
    codes: {
      'validation-failed': {
        title: 'An entry does not follow a rule',
        detail: 'Check all that you have entered, then try again.',
      },
      'archive-restricted': {
        title: 'The archive would contain restricted records',
        detail:
          'An owner or the data protection officer must make this archive. Nothing of the archive was saved.',
      },
      'tenant-erased': {
        title: 'This tenant is being erased',
        detail:
          'Nobody works in it any more. Sign in again after the erasure. Then enter the number of the erasure on the start page to get the receipt.',
      },
      'last-owner': {
        title: 'This is the last owner',
        detail: 'A tenant needs at least one owner. Make somebody else an owner first.',
      },
      'already-member': {
        title: 'This person already works here',
        detail: 'Find the person in the list above, and change the role there.',
      },
      'too-many-members': {
        title: 'Too many members',
        detail: 'A tenant may have at most 500 members. Remove somebody first.',
      },
      'too-many-api-keys': {
        title: 'The tenant has 200 API keys',
        detail:
          'More are not allowed. Revoked keys are counted until they disappear from the list.',
      },
      'request-closed': {
        title: 'The request is closed',
        detail: 'Somebody has refused or completed it. Load it again.',
      },
      'request-waiting': {
        title: 'The request waits for the person',
        detail: 'First note whether the person has shown who they are.',
      },
      'already-extended': {
        title: 'The time was extended already',
        detail: 'The law allows only one extension.',
      },
      'extension-too-late': {
        title: 'It is too late to extend',
        detail: 'The person must be told of the extension within the first month.',
      },
      'identity-not-asked': {
        title: 'No question about the identity is open',
        detail:
          'Nobody has asked who the person is, or somebody has already noted the answer. Load the request again. If nobody has asked, ask first.',
      },
      'identity-settled': {
        title: 'The identity is settled',
        detail: 'Somebody has already asked for it and noted the answer.',
      },
      'receipt-pending': {
        title: 'The receipt is not signed yet',
        detail: 'It follows within minutes. Try again then.',
      },
      'nobody-left': {
        title: 'Nobody else can win',
        detail: 'No other entrant of this draw can win any more. Make a new draw.',
      },
      'category-off': {
        title: 'This data is not stored on the server',
        detail:
          'The category is switched off or kept on the device, so nothing was stored. An owner can change this under Storage.',
      },
      'already-exists': {
        title: 'This exists already',
        detail:
          'Another record has the same values, for example the same email address. Enter other values, or change that record.',
      },
      'plan-changed': {
        title: 'The data has changed meanwhile',
        detail: 'Nothing was deleted. Look at the new numbers, and then decide again.',
      },
    },
    statuses: {
      401: {
        title: 'Your session has ended',
        detail: 'Sign in again. What was saved before is still there.',
      },
      403: {
        title: 'You may not do this',
        detail:
          'Your role does not permit it, or you do not belong to the tenant any more. Owners of the tenant give roles.',
      },
      404: {
        title: 'It cannot be found',
        detail: 'Perhaps it was deleted or restricted, or has expired.',
      },
      409: {
        title: 'This is not possible now',
        detail: 'Perhaps it has changed meanwhile. Load it again and look once more.',
      },
      412: { title: 'It has changed meanwhile', detail: 'Load it again and look once more.' },
      429: { title: 'Too many requests', detail: 'Wait a few seconds, then try again.' },
      503: {
        title: 'Mayfly is not available just now',
        detail:
          'Keys or data cannot be reached, or the work took too long. If you have changed something, look whether the change was stored. Then try again.',
      },
    },
  },
  de: {
    again: 'Noch einmal versuchen',
    trying: 'Wird versucht …',
    request: 'Anfrage',
    stale: (moment: string) =>
      `Das konnte nicht aufgefrischt werden. Sie sehen den Stand von ${moment}.`,
    unreachable: {
      title: 'Mayfly ist nicht erreichbar',
      detail: 'Es kam keine Antwort. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    },
    unreadable: {
      title: 'Eine gewählte Datei ist nicht lesbar',
      detail:
        'Vielleicht wurde sie geändert oder entfernt, nachdem Sie sie gewählt haben. Wählen Sie sie noch einmal.',
    },
    broken: {
      title: 'Auf dieser Seite ging etwas schief',
      detail:
        'Laden Sie die Seite neu. Geschieht es wieder, sagen Sie es dem Betreiber von Mayfly.',
    },
    refused: {
      title: 'Mayfly hat das abgelehnt',
      detail:
        'Vielleicht haben sich die Daten inzwischen geändert. Laden Sie die Seite neu und sehen Sie nach.',
    },
    failed: {
      title: 'Mayfly konnte das nicht tun',
      detail:
        'Versuchen Sie es gleich noch einmal. Bleibt es dabei, sagen Sie es dem Betreiber von Mayfly. Steht hier eine Kennung der Anfrage, nennen Sie sie ihm.',
    },
    refusedInput: 'Eine Eingabe passt nicht',
    codes: {
      'validation-failed': {
        title: 'Eine Eingabe passt nicht',
        detail: 'Prüfen Sie Art und Form Ihrer Eingaben und versuchen Sie es noch einmal.',
      },
      'archive-restricted': {
        title: 'Das Archiv würde eingeschränkte Datensätze enthalten',
        detail:
          'Ein Inhaber oder Datenschutzbeauftragter muss dieses Archiv erstellen. Vom Archiv wurde nichts gespeichert.',
      },
      'tenant-erased': {
        title: 'Dieser Mandant wird gelöscht',
        detail:
          'Niemand arbeitet mehr in ihm. Melden Sie sich nach der Löschung neu an. Geben Sie dann auf der Startseite die Nummer der Löschung ein, um die Quittung zu bekommen.',
      },
      'last-owner': {
        title: 'Das ist der letzte Inhaber',
        detail:
          'Ein Mandant braucht mindestens einen Inhaber. Machen Sie zuerst jemand anderen zum Inhaber.',
      },
      'already-member': {
        title: 'Diese Person arbeitet schon hier',
        detail: 'Suchen Sie sie in der Liste oben, und ändern Sie dort ihre Rolle.',
      },
      'too-many-members': {
        title: 'Zu viele Mitglieder',
        detail: 'Ein Mandant kann 500 Mitglieder haben. Entfernen Sie zuerst jemanden.',
      },
      'too-many-api-keys': {
        title: 'Der Mandant hat 200 API-Schlüssel',
        detail:
          'Mehr sind nicht erlaubt. Widerrufene Schlüssel zählen mit, bis sie aus der Liste verschwinden.',
      },
      'request-closed': {
        title: 'Der Antrag ist abgeschlossen',
        detail: 'Jemand hat ihn abgelehnt oder erledigt. Laden Sie ihn neu.',
      },
      'request-waiting': {
        title: 'Der Antrag wartet auf die Person',
        detail: 'Vermerken Sie zuerst, ob sie gezeigt hat, wer sie ist.',
      },
      'already-extended': {
        title: 'Die Frist wurde schon verlängert',
        detail: 'Das Gesetz erlaubt nur eine Verlängerung.',
      },
      'extension-too-late': {
        title: 'Für eine Verlängerung ist es zu spät',
        detail: 'Die Person muss im ersten Monat von der Verlängerung erfahren.',
      },
      'identity-not-asked': {
        title: 'Keine Frage nach der Identität ist offen',
        detail:
          'Niemand hat gefragt, wer die Person ist, oder jemand hat die Antwort schon vermerkt. Laden Sie den Antrag neu. Hat niemand gefragt, fragen Sie zuerst.',
      },
      'identity-settled': {
        title: 'Die Identität ist geklärt',
        detail: 'Jemand hat schon danach gefragt und die Antwort vermerkt.',
      },
      'receipt-pending': {
        title: 'Die Quittung ist noch nicht signiert',
        detail: 'Sie folgt in wenigen Minuten. Versuchen Sie es dann.',
      },
      'nobody-left': {
        title: 'Niemand sonst kann gewinnen',
        detail:
          'In dieser Ziehung kann kein anderes Los mehr gewinnen. Führen Sie eine neue Ziehung durch.',
      },
      'category-off': {
        title: 'Diese Daten werden nicht auf dem Server gespeichert',
        detail:
          'Die Kategorie ist ausgeschaltet oder bleibt auf dem Gerät, deshalb wurde nichts gespeichert. Ein Inhaber kann das unter Speicher ändern.',
      },
      'already-exists': {
        title: 'Das gibt es schon',
        detail:
          'Ein anderer Datensatz hat dieselben Werte, zum Beispiel dieselbe E-Mail-Adresse. Geben Sie andere Werte ein, oder ändern Sie jenen Datensatz.',
      },
      'plan-changed': {
        title: 'Die Daten haben sich inzwischen geändert',
        detail:
          'Nichts wurde gelöscht. Sehen Sie die neuen Zahlen an und entscheiden Sie dann neu.',
      },
    },
    statuses: {
      401: {
        title: 'Ihre Sitzung ist beendet',
        detail: 'Melden Sie sich neu an. Was vorher gespeichert war, ist noch da.',
      },
      403: {
        title: 'Das dürfen Sie nicht',
        detail:
          'Ihre Rolle erlaubt es nicht, oder Sie gehören nicht mehr zum Mandanten. Rollen vergeben die Inhaber des Mandanten.',
      },
      404: {
        title: 'Das ist nicht zu finden',
        detail: 'Vielleicht wurde es gelöscht oder eingeschränkt, oder es ist abgelaufen.',
      },
      409: {
        title: 'Das ist jetzt nicht möglich',
        detail:
          'Vielleicht hat es sich inzwischen geändert. Laden Sie es neu und sehen Sie noch einmal nach.',
      },
      412: {
        title: 'Es hat sich inzwischen geändert',
        detail: 'Laden Sie es neu und sehen Sie noch einmal nach.',
      },
      429: {
        title: 'Zu viele Anfragen',
        detail: 'Warten Sie ein paar Sekunden und versuchen Sie es noch einmal.',
      },
      503: {
        title: 'Mayfly ist gerade nicht verfügbar',
        detail:
          'Schlüssel oder Daten sind nicht erreichbar, oder es dauerte zu lange. Wenn Sie etwas geändert haben, sehen Sie nach, ob es gespeichert ist. Versuchen Sie es dann noch einmal.',
      },
    },
  },
});
