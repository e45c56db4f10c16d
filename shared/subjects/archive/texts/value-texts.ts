import type { Texts } from '#shared/categories/texts.ts';

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
