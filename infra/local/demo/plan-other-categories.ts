import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Person } from './demo-people.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * A request that changes a record after the record was posted. Its path is the path of the record,
 * followed by `what`.
 */
export interface PlannedStep {
  method: 'POST' | 'PUT';
  what: string;
  body: { readonly [field: string]: unknown };
  afterMs: number;
}

/**
 * A record of a category other than chat messages and customers: its path, its time, and its later
 * steps.
 */
export interface PlannedRecord {
  path: string;
  body: { readonly [field: string]: unknown };
  atMs: number;
  /** A file. If it is set, the request is a form: first the fields of the body, then the file. */
  file?: { readonly name: string; readonly type: string; readonly text: string };
  steps: readonly PlannedStep[];
}

const dayMs = microsPerDay / microsPerMilli;
/**
 * A record is created at least this many milliseconds before now, and expires at least this many
 * milliseconds after now.
 */
const marginMs = 1_800_000;
/** Every step of a record happens at most this many milliseconds after the record was posted. */
const soonMs = marginMs / 3;
/**
 * A double opt-in that is older than this number of milliseconds is confirmed. Otherwise it would
 * expire soon or would already have expired, because a pending double opt-in is kept for only 14
 * days.
 */
const pendingMs = 13 * dayMs;

const questions = [
  ['order.status', 'Wo bleibt meine Bestellung?'],
  ['order.status', 'Ist mein Paket schon unterwegs? 🚚'],
  ['order.change', 'Kann ich die Lieferadresse noch ändern?'],
  ['opening-hours', 'Habt ihr am Samstag geöffnet?'],
  ['opening-hours', 'Bis wann kann ich heute vorbeikommen?'],
  ['complaint', 'Das ist leider beschädigt angekommen 😞'],
  ['subscription', 'Wie kündige ich mein Abo?'],
  ['smalltalk', 'Grüß Gott, ist da jemand?'],
] as const;

const logged = [
  ['info', 'sign_in.passed', 'Anmeldung bestätigt'],
  ['warn', 'sign_in.failed', 'Der Code war abgelaufen'],
  ['error', 'api.failed', 'Das Kundensystem gab innerhalb von 5 s keine Antwort'],
  ['error', 'api.failed', 'Der Versanddienst antwortete mit Status 503'],
] as const;

/**
 * Returns times in the past, spread evenly over the life of a record. So the records expire at
 * different times.
 */
function moments(count: number, lifeDays: number, nowMs: number, random: SeededRandom): number[] {
  const spanMs = lifeDays * dayMs - 2 * marginMs;
  return Array.from(
    { length: count },
    (_, index) => nowMs - marginMs - Math.floor(((index + random.next()) / count) * spanMs),
  );
}

/**
 * Reviews a third of the messages. The verdict is `right` for half of these, and `wrong` or
 * `corrected` for the others.
 */
function reviewsOf(index: number): PlannedStep[] {
  if (index % 3 !== 0) return [];
  const isCorrected = index % 12 === 9;
  const body = isCorrected
    ? { verdict: 'corrected', intent: 'order.change' }
    : { verdict: index % 12 === 6 ? 'wrong' : 'right' };
  return [{ method: 'PUT', what: 'review', body, afterMs: soonMs }];
}

/**
 * Of four consents, one is a single opt-in and has no steps. One is confirmed and then withdrawn.
 * The other two are confirmed if they are old enough.
 */
function consentStepsOf(index: number, ageMs: number, ip: string): PlannedStep[] {
  if (index % 4 === 2 || (ageMs < pendingMs && index % 4 !== 1)) return [];
  const confirm = { method: 'POST', what: 'confirm', body: { ip }, afterMs: soonMs / 2 } as const;
  if (index % 4 !== 1) return [confirm];
  return [confirm, { method: 'POST', what: 'withdraw', body: {}, afterMs: soonMs }];
}

/**
 * Restricts the newest entry of the runtime log. The reason: the person in the entry needs it for a
 * legal claim.
 */
function restrictionsOf(index: number): PlannedStep[] {
  const body = { ground: 'needed_for_claims' };
  return index === 0 ? [{ method: 'PUT', what: 'restriction', body, afterMs: soonMs }] : [];
}

/** Returns an IP address that RFC 5737 reserves for documentation. */
function ipOf(random: SeededRandom): string {
  return `203.0.113.${random.between(1, 254)}`;
}

/** Makes a file with the text of a person's greeting card. */
function greetingCard({ firstName, city }: Person): NonNullable<PlannedRecord['file']> {
  const text = `Alles Gute zum Geburtstag!\n\nHerzliche Grüße aus ${city}\n${firstName}\n`;
  return { name: `Grußkarte ${firstName}.txt`, type: 'text/plain', text };
}

/**
 * Plans the tenant's records of six categories, a few for each. Coupons, raffles, redemptions and
 * the manager log have their own files.
 */
export function planOtherCategories(
  people: readonly Person[],
  random: SeededRandom,
  nowMs: number,
): PlannedRecord[] {
  const size = people.length;
  const conversation = () => `conversation-${random.between(0x100000, 0xffffff).toString(16)}x`;
  const of = (
    path: string,
    count: number,
    lifeDays: number,
    body: (person: Person, index: number) => PlannedRecord['body'],
    stepsOf: (index: number, ageMs: number) => readonly PlannedStep[] = () => [],
  ): PlannedRecord[] =>
    moments(count, lifeDays, nowMs, random).map((atMs, index) => ({
      path: `/v1/${path}`,
      body: body(people[index % size] ?? random.pick(people), index),
      atMs,
      steps: stepsOf(index, nowMs - atMs),
    }));
  return [
    ...of(
      'nlu-messages',
      size * 6,
      30,
      () => {
        const [intent, text] = random.pick(questions);
        const confidence = random.between(35, 99) / 100;
        return { conversation_id: conversation(), text, intent, confidence };
      },
      reviewsOf,
    ),
    ...of('messenger-sessions', size, 7, (person, index) => ({
      channel: random.pick(['whatsapp', 'facebook', 'wechat']),
      external_id: `demo-contact-${index}-${random.between(1_000, 9_999)}`,
      conversation_id: conversation(),
      state: { step: 'address', first_name: person.firstName, city: person.city },
    })),
    ...of(
      'runtime-log',
      size * 2,
      7,
      (person, index) => {
        const [level, event, message] = random.pick(logged);
        const email = index < size ? { email: person.email } : {};
        return { level, event, message, ip: ipOf(random), ...email };
      },
      restrictionsOf,
    ),
    ...of('variables', size * 3, 60, (person, index) => ({
      experience_id: random.pick(['strauss-finder', 'abo-beratung']),
      instance_id: conversation(),
      name: ['first_name', 'budget', 'occasion', 'reminder'][index % 4],
      value: [person.firstName, random.between(20, 90), 'Geburtstag', { day: 'Samstag' }][
        index % 4
      ],
    })),
    ...of('variables/file', Math.ceil(size / 4), 60, () => ({
      experience_id: 'strauss-finder',
      instance_id: conversation(),
      name: 'greeting_card',
    })).map((record) => ({ ...record, file: greetingCard(random.pick(people)) })),
    ...of(
      'marketing-consents',
      size * 3,
      180,
      (person, index) => ({
        type: random.pick(['newsletter', 'reminder', 'profiling']),
        email: person.email,
        ip: ipOf(random),
        wording_text: 'Ja, ich möchte per E-Mail informiert werden. Abmelden geht jederzeit.',
        source: 'Chat auf der Startseite',
        opt_in: index % 4 === 2 ? 'single' : 'double',
      }),
      (index, ageMs) => consentStepsOf(index, ageMs, ipOf(random)),
    ),
    ...of('loyalty-transactions', size * 2, 180, (person) => ({
      email: person.email,
      coins: random.between(1, 10) * 5,
      reason: random.pick(['einkauf', 'empfehlung', 'geburtstag']),
    })),
  ];
}
