import type { LetterWords } from './letter-words.ts';

export const wordsEn: LetterWords = {
  kinds: {
    withdrawal: 'the withdrawal of a consent (Art. 7(3) GDPR)',
    access: 'a request for access (Art. 15 GDPR)',
    rectification: 'a request for rectification (Art. 16 GDPR)',
    erasure: 'a request for erasure (Art. 17 GDPR)',
    restriction: 'a request for restriction of processing (Art. 18 GDPR)',
    portability: 'a request to receive your data (Art. 20 GDPR)',
    objection: 'an objection to processing (Art. 21 GDPR)',
  },
  reasons: {
    complexity: 'because your request is complex',
    number_of_requests: 'because we have many requests at present',
  },
  doubts: {
    unknown_address: 'The message came from an address that we have not stored for the person.',
    several_persons: 'Your details match several people.',
    on_behalf: 'The message came from somebody who acts for the person.',
    signs_of_abuse: 'There are signs that somebody is pretending to be the person.',
  },
  methods: {
    sign_in: 'Please sign in to your account and send us the request from there.',
    code_to_known_address:
      'We will send a code to the address that we have stored. Please tell us this code.',
    reply_from_known_address: 'Please reply from the address that you gave us before.',
    call_to_known_phone: 'We will call you at the phone number that we have stored.',
    known_details:
      'Please tell us something that only you and we know, such as the number of an order.',
    electronic_id:
      'Please identify yourself with the electronic identity function of your identity card.',
  },
  grounds: {
    identity_not_shown:
      'We could not establish that you are the person concerned (Art. 12(2) GDPR).',
    manifestly_unfounded: 'The request is manifestly unfounded (Art. 12(5) GDPR).',
    excessive:
      'The request is excessive, in particular because it was repeated often (Art. 12(5) GDPR).',
    legal_obligation: 'The law obliges us to process the data (Art. 17(3)(b) GDPR).',
    legal_claims:
      'We need the data to establish, exercise or defend legal claims (Art. 17(3)(e) GDPR).',
    rights_of_others:
      'If we gave you the data, this would adversely affect the rights of others (Art. 15(4), 20(4) GDPR).',
    compelling_grounds:
      'Compelling legitimate grounds for the processing override your interests (Art. 21(1) GDPR).',
    conditions_not_met: 'The legal conditions for your request are not met.',
  },
  done: {
    withdrawal:
      'We have acted on your withdrawal. The processing before your withdrawal remains lawful.',
    access: 'With this letter you receive the information on your data.',
    rectification: 'We have rectified your data.',
    erasure: 'We have erased your data. Copies in backups are gone seven days later at most.',
    restriction:
      'We have restricted the processing of your data. We will inform you before we lift the restriction.',
    portability: 'With this letter you receive the data that you provided.',
    objection: 'We no longer process your data for the purpose that you objected to.',
  },
  nothingStored: 'We have stored no data about you.',
  greeting: 'Hello,',
  and: ' and ',
  received: (kind, day) => `on ${day} we received from you: ${kind}.`,
  identity: {
    subject: 'Your request: please confirm who you are',
    text: (doubt, method) =>
      `We have reasonable doubts whether the message came from the person concerned. ${doubt} So we ask you for a confirmation (Art. 12(6) GDPR). ${method}`,
    noCopy: 'Please do not send us a copy of an identity card.',
    timeStands: 'The deadline for our answer is suspended until you reply.',
  },
  extension: {
    subject: 'Your request: we need more time',
    text: (reasons, day) =>
      `We cannot answer within one month, ${reasons}. So we extend the deadline (Art. 12(3) GDPR). You will receive our answer by ${day}.`,
  },
  refusal: {
    subject: 'Your request: we cannot act on it',
    text: (ground) => `We take no action on your request. The reason: ${ground}`,
    remedies: (authority) =>
      `You may lodge a complaint with a supervisory authority (Art. 77 GDPR), for example: ${authority}. You may also go to court (Art. 79 GDPR): in the Member State where we have an establishment, or in the Member State of your habitual residence. In Germany this is the court at the place of our establishment or of your residence (Sec. 44 BDSG).`,
  },
  completion: {
    subject: 'Your request: it is completed',
    proof: (id) => `We have recorded this id as proof: ${id}.`,
  },
};
