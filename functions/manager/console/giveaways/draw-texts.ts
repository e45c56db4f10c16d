import { defineTexts } from '../language/define-texts.ts';

export const drawTexts = defineTexts({
  en: {
    announced: (count: string, entrants: string) =>
      `Announced, not drawn yet: at most ${count} of ${entrants} entrants will be drawn`,
    announcedDetail: 'The list and the secret seed are fixed. Publish the commitment, then draw.',
    gonePlace: 'The entry was deleted, has expired or is restricted. So the place stays empty.',
    replacedBy: (place: string, reason: string) => `Replaced by place ${place}: ${reason}`,
    replaces: (place: string) => `Replaces place ${place}`,
    replace: {
      open: 'Replace…',
      openOf: (place: string) => `Replace place ${place}…`,
      title: (place: string) => `Replace the winner of place ${place}`,
      reason: 'Why',
      reasons: {
        not_reached: 'not reached',
        declined: 'declined',
        not_eligible: 'not eligible',
        entry_gone: 'entry not available any more',
      },
      sentence:
        'The next person in the order of this draw wins. The seed has already fixed this order. The replaced winner stays in the list. You cannot undo this.',
      action: 'Draw a replacement',
    },
    finish: {
      open: 'Draw now…',
      title: 'Draw the announced winners',
      sentence: (count: string, entrants: string) =>
        `At most ${count} of the ${entrants} announced entrants will be drawn. You cannot undo this.`,
      value: 'Public value (optional)',
      hint: 'Something that nobody could know when the draw was announced, such as tonight’s lottery numbers: 3-17-22. Letters, digits, dots and dashes. It is published.',
      action: 'Draw',
    },
    check: {
      run: 'Check this draw',
      save: 'Save the draw file',
      running: 'Drawing once more…',
      valid: 'Valid: the announced list and seed lead to these winners, in this order.',
      validList: 'Valid: the list matches its commitment. Nobody has been drawn yet.',
      invalid: 'Not valid, for these reasons:',
      compared: (entrants: string) => `${entrants} entrants were put in order in this browser.`,
      passedOver: (count: string) =>
        `${count} skipped, for example because the entry was deleted or had expired, or because the person had won before.`,
      details: 'What the check uses, and what it does not show',
      commitment: 'Commitment',
      seed: 'Seed',
      secret: 'secret until the draw',
      publicValue: 'Public value',
      result: 'Result',
      copy: 'Copy the commitment',
      shows:
        'The check shows that the list and the seed were fixed before the draw. It also shows that only the list, the seed and the public value (if there is one) decide who wins. The manager log has the commitment under “Giveaways: drawn”. To check outside Mayfly: npm run verify-draw -- FILE.',
      limits: 'It does not show:',
    },
    announceOnly: 'Announce only, and draw later',
    announceHint:
      'Mayfly fixes the entrants and a secret seed, and shows a commitment that you publish. You draw later, with a public value if you like.',
    announceAction: 'Announce the draw',
  },
  de: {
    announced: (count: string, entrants: string) =>
      `Festgelegt, noch nicht gezogen: Ziehung von höchstens ${count} aus ${entrants} Losen`,
    announcedDetail:
      'Liste und geheimer Startwert stehen fest. Veröffentlichen Sie die Festlegung, dann ziehen Sie.',
    gonePlace:
      'Die Teilnahme wurde gelöscht, ist abgelaufen oder eingeschränkt. Darum bleibt der Platz leer.',
    replacedBy: (place: string, reason: string) => `Ersetzt durch Platz ${place}: ${reason}`,
    replaces: (place: string) => `Ersetzt Platz ${place}`,
    replace: {
      open: 'Ersetzen …',
      openOf: (place: string) => `Platz ${place} ersetzen …`,
      title: (place: string) => `Gewinner von Platz ${place} ersetzen`,
      reason: 'Warum',
      reasons: {
        not_reached: 'nicht erreicht',
        declined: 'verzichtet',
        not_eligible: 'nicht teilnahmeberechtigt',
        entry_gone: 'Teilnahme nicht mehr verfügbar',
      },
      sentence:
        'Es gewinnt die nächste Person in der Reihenfolge dieser Ziehung. Der Startwert hat diese Reihenfolge schon festgelegt. Wer ersetzt wurde, bleibt in der Liste. Das lässt sich nicht zurücknehmen.',
      action: 'Ersatz ziehen',
    },
    finish: {
      open: 'Jetzt ziehen …',
      title: 'Festgelegte Ziehung durchführen',
      sentence: (count: string, entrants: string) =>
        `Gezogen werden höchstens ${count} aus den ${entrants} festgelegten Losen. Es lässt sich nicht zurücknehmen.`,
      value: 'Öffentlicher Wert (falls gewünscht)',
      hint: 'Etwas, das bei der Festlegung niemand kennen konnte, etwa die Lottozahlen von heute Abend: 3-17-22. Buchstaben, Ziffern, Punkte und Striche. Er wird veröffentlicht.',
      action: 'Ziehen',
    },
    check: {
      run: 'Ziehung prüfen',
      save: 'Ziehungsdatei speichern',
      running: 'Die Ziehung wird nachgerechnet …',
      valid:
        'Gültig: Aus der festgelegten Liste und dem Startwert folgen diese Gewinner in dieser Reihenfolge.',
      validList: 'Gültig: Die Liste passt zu ihrer Festlegung. Gezogen ist noch nichts.',
      invalid: 'Nicht gültig. Abweichungen:',
      compared: (entrants: string) => `${entrants} Lose hat dieser Browser selbst geordnet.`,
      passedOver: (count: string) =>
        `${count} übergangen, zum Beispiel weil die Teilnahme gelöscht oder abgelaufen war oder weil die Person schon gewonnen hatte.`,
      details: 'Womit geprüft wird und was die Prüfung nicht zeigt',
      commitment: 'Festlegung',
      seed: 'Startwert',
      secret: 'geheim bis zur Ziehung',
      publicValue: 'Öffentlicher Wert',
      result: 'Ergebnis',
      copy: 'Festlegung kopieren',
      shows:
        'Die Prüfung zeigt, dass Liste und Startwert vor der Ziehung feststanden. Sie zeigt auch, dass nur die Liste, der Startwert und der öffentliche Wert (falls es einen gibt) entscheiden, wer gewinnt. Die Festlegung steht im Manager-Protokoll unter „Gewinnspiele: gezogen“. Prüfung außerhalb von Mayfly: npm run verify-draw -- DATEI.',
      limits: 'Sie zeigt nicht:',
    },
    announceOnly: 'Nur festlegen und später ziehen',
    announceHint:
      'Mayfly legt die Lose und einen geheimen Startwert fest und zeigt eine Festlegung, die Sie veröffentlichen. Sie ziehen später, auf Wunsch mit einem öffentlichen Wert.',
    announceAction: 'Ziehung festlegen',
  },
});
