import type { Texts } from '#shared/categories/texts.ts';
import type { ReplacementReason } from '#shared/domains/raffles/verification/draw-format.ts';
import type { Ground } from '#shared/records/restriction/restriction-ground.ts';

type ValueTexts = { readonly [value: string]: Texts };

/** Words for the values of fields with a fixed set of values, by category and field. */
export const valueTexts: {
  readonly [category: string]: { readonly [field: string]: ValueTexts };
} = {
  chat_messages: {
    author: {
      customer: { de: 'Kundin oder Kunde', en: 'customer' },
      bot: { de: 'Chatbot', en: 'chatbot' },
      agent: { de: 'Mitarbeiterin oder Mitarbeiter', en: 'member of staff' },
    },
  },
  nlu_messages: {
    verdict: {
      right: { de: 'richtig erkannt', en: 'recognised correctly' },
      wrong: { de: 'falsch erkannt', en: 'recognised wrongly' },
      corrected: { de: 'berichtigt', en: 'corrected' },
    },
  },
  messenger_sessions: {
    channel: {
      facebook: { de: 'Facebook Messenger', en: 'Facebook Messenger' },
      whatsapp: { de: 'WhatsApp', en: 'WhatsApp' },
      wechat: { de: 'WeChat', en: 'WeChat' },
    },
  },
  runtime_log: {
    level: {
      debug: { de: 'Fehlersuche', en: 'debugging' },
      info: { de: 'Hinweis', en: 'information' },
      warn: { de: 'Warnung', en: 'warning' },
      error: { de: 'Fehler', en: 'error' },
    },
  },
  customers: {
    authenticated_by: {
      sign_in: { de: 'Anmeldung', en: 'sign-in' },
      double_opt_in: { de: 'Bestätigung per E-Mail', en: 'confirmation by email' },
      sso: { de: 'Anmeldung über einen anderen Dienst', en: 'sign-in through another service' },
      code: { de: 'Code', en: 'code' },
    },
  },
  variables: {
    scope: {
      process: { de: 'in diesem Ablauf', en: 'in this process' },
      global: { de: 'übergreifend', en: 'across processes' },
    },
  },
  loyalty_redemptions: {
    shipping: {
      open: { de: 'noch nicht gepackt', en: 'not packed yet' },
      packed: { de: 'gepackt', en: 'packed' },
      sent: { de: 'versandt', en: 'sent' },
    },
  },
  marketing_consents: {
    type: {
      newsletter: { de: 'Newsletter', en: 'newsletter' },
      reminder: { de: 'Erinnerungen', en: 'reminders' },
      profiling: { de: 'Profilbildung', en: 'profiling' },
      web_push: { de: 'Mitteilungen im Browser (Web-Push)', en: 'web push notifications' },
      sms: { de: 'SMS', en: 'SMS' },
    },
    withdrawal_reason: {
      person_asked: { de: 'von der Person gewünscht', en: 'the person asked for it' },
      complaint: { de: 'Beschwerde', en: 'complaint' },
      unreachable: {
        de: 'Adresse gehört der Person nicht mehr',
        en: 'the address no longer belongs to the person',
      },
      other: { de: 'anderer Grund', en: 'other reason' },
    },
    opt_in: {
      single: { de: 'einfach', en: 'single' },
      double: { de: 'mit Bestätigung (Double-Opt-in)', en: 'double' },
    },
    status: {
      pending: { de: 'wartet auf Bestätigung', en: 'awaits confirmation' },
      confirmed: { de: 'erteilt', en: 'given' },
      withdrawn: { de: 'widerrufen', en: 'withdrawn' },
    },
  },
  coupon_codes: {
    kind: {
      code: { de: 'eingelöster Code', en: 'code redeemed' },
      coupon: { de: 'erhaltener Gutschein', en: 'coupon received' },
    },
  },
  raffle_participations: {
    outcome: {
      won: { de: 'gewonnen', en: 'won' },
      lost: { de: 'nicht gewonnen', en: 'not won' },
    },
  },
};

const groundTexts: { readonly [ground in Ground]: Texts } = {
  accuracy_contested: {
    de: 'Die Person bestreitet die Richtigkeit (Art. 18 Abs. 1 Buchst. a DSGVO)',
    en: 'The person contests the accuracy (Art. 18(1)(a) GDPR)',
  },
  unlawful_processing: {
    de: 'Die Verarbeitung ist unrechtmäßig, und die Person lehnt die Löschung ab (Art. 18 Abs. 1 Buchst. b DSGVO)',
    en: 'The processing is unlawful, and the person opposes the erasure (Art. 18(1)(b) GDPR)',
  },
  needed_for_claims: {
    de: 'Die Person braucht die Daten für Rechtsansprüche (Art. 18 Abs. 1 Buchst. c DSGVO)',
    en: 'The person needs the data for legal claims (Art. 18(1)(c) GDPR)',
  },
  objection_pending: {
    de: 'Ein Widerspruch wird geprüft (Art. 18 Abs. 1 Buchst. d DSGVO)',
    en: 'An objection is being examined (Art. 18(1)(d) GDPR)',
  },
  legal_obligation: {
    de: 'Als Nachweis behalten, wegen einer rechtlichen Verpflichtung (Art. 17 Abs. 3 Buchst. b DSGVO)',
    en: 'Kept as a proof, because of a legal obligation (Art. 17(3)(b) GDPR)',
  },
  legal_claims: {
    de: 'Als Nachweis behalten, für Rechtsansprüche (Art. 17 Abs. 3 Buchst. e DSGVO)',
    en: 'Kept as a proof, for legal claims (Art. 17(3)(e) GDPR)',
  },
};

const replacementTexts: { readonly [reason in ReplacementReason]: Texts } = {
  not_reached: { de: 'nicht erreicht', en: 'not reached' },
  declined: { de: 'verzichtet', en: 'declined' },
  not_eligible: { de: 'nicht teilnahmeberechtigt', en: 'not eligible' },
  entry_gone: { de: 'Teilnahme nicht mehr verfügbar', en: 'entry not available any more' },
};

/** Words for the values of stored fields that no category declares, by the names of the fields. */
export const besideValueTexts: { readonly [field: string]: ValueTexts } = {
  restriction_ground: groundTexts,
  replaced_reason: replacementTexts,
};
