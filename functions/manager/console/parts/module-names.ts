import { defineTexts } from '../language/define-texts.ts';

type Names = { readonly [module: string]: string | undefined };

/** The names of the modules that a tenant can switch on, such as the live chat. */
export const moduleNames = defineTexts<Names>({
  en: {
    live_chat: 'Live Chat',
    nlu: 'NLU',
    facebook_messenger: 'Facebook Messenger',
    whatsapp: 'WhatsApp',
    wechat: 'WeChat',
    sign_in: 'Sign-in',
    newsletter_optin: 'Newsletter opt-in',
    reminder_optin: 'Reminder opt-in',
    profiling_optin: 'Profiling opt-in',
    web_push_optin: 'Web Push opt-in',
    sms_optin: 'SMS opt-in',
    coupon: 'Coupon',
    codes: 'Codes',
    loyalty: 'Loyalty',
    loyalty_referral: 'Loyalty Referral',
    loyalty_sharing: 'Loyalty Sharing',
    rewards: 'Rewards',
    giveaway_participation: 'Giveaway',
    instant_win: 'Instant Win',
  },
  de: {
    live_chat: 'Live-Chat',
    nlu: 'NLU',
    facebook_messenger: 'Facebook Messenger',
    whatsapp: 'WhatsApp',
    wechat: 'WeChat',
    sign_in: 'Anmeldung',
    newsletter_optin: 'Newsletter-Einwilligung',
    reminder_optin: 'Erinnerungs-Einwilligung',
    profiling_optin: 'Profilbildungs-Einwilligung',
    web_push_optin: 'Web-Push-Einwilligung',
    sms_optin: 'SMS-Einwilligung',
    coupon: 'Gutschein',
    codes: 'Codes',
    loyalty: 'Treueprogramm',
    loyalty_referral: 'Freunde werben',
    loyalty_sharing: 'Teilen',
    rewards: 'Prämien',
    giveaway_participation: 'Gewinnspiel',
    instant_win: 'Sofortgewinn',
  },
});
