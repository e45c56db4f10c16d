import { askShop, startDeviceSession } from './device-session.ts';
import { type Known, nextQuestion, plantsFor, questions, readAnswer } from './dialogue.ts';
import { type Formats, showFile, showKnown } from './show-tables.ts';
import { type WidgetLanguage, widgetTexts } from './widget-texts.ts';

type Destination = 'device' | 'server';

const language = document.documentElement.lang.slice(0, 2) as WidgetLanguage;
const texts = widgetTexts[language];
const { tenant = '', experience = '' } = document.body.dataset;
const session = startDeviceSession({ tenant, experience });
const formats: Formats = {
  value(value) {
    if (typeof value === 'number') return value.toLocaleString(language);
    return typeof value === 'string' ? value : JSON.stringify(value);
  },
  day: (day) => day.toLocaleDateString(language, { dateStyle: 'long' }),
};

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found;
}

const form = part('answer');
const box = part('answer-text') as HTMLInputElement;
let known: Known = {};

/** Adds a line to the conversation. Screen readers read it aloud. */
function say(who: 'bot' | 'you', text: string): void {
  const line = document.createElement('p');
  line.className = `line line-${who}`;
  const name = document.createElement('span');
  name.className = 'unseen';
  name.textContent = `${texts[who]}: `;
  line.append(name, text);
  const log = part('log');
  log.append(line);
  log.scrollTop = log.scrollHeight;
}

const tell = (text: string) => {
  part('status').textContent = text;
};

/** Runs the work that a button starts. If the work fails, shows the code of the error. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(texts.failed(String(Object(error).code ?? 'unknown')));
  }
}

/**
 * If the question about the flower is asked, shows buttons with flowers. In the box below, people
 * can write another answer.
 */
function offerFlowers(isAsked: boolean): void {
  const buttons = (isAsked ? texts.flowers : []).map((flower) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = flower;
    button.addEventListener('click', () => void attempt(() => takeOnce(flower)));
    return button;
  });
  part('choices').replaceChildren(...buttons);
}

function ask(): void {
  const question = nextQuestion(known);
  form.hidden = question === undefined;
  offerFlowers(question === 'lieblingsblume');
  if (question !== undefined) {
    say('bot', texts.questions[question] ?? question);
    return;
  }
  const [name, flower] = [formats.value(known['vorname']), formats.value(known['lieblingsblume'])];
  say('bot', texts.advice({ name, flower, plants: plantsFor(known) }));
}

let isTaking = false;

/**
 * Takes only one answer at a time. Otherwise a second press on a button would answer the next
 * question.
 */
async function takeOnce(text: string): Promise<void> {
  if (isTaking) return;
  isTaking = true;
  try {
    await take(text);
  } finally {
    isTaking = false;
  }
}

async function take(text: string): Promise<void> {
  const question = nextQuestion(known);
  if (question === undefined) return;
  const value = readAnswer(question, text);
  if (value === undefined) {
    if (question === 'flaeche') tell(texts.notANumber);
    return;
  }
  const { place, expiresAt } = await session.use((device) => device.set(question, value));
  known = { ...known, [question]: value };
  say('you', text.trim());
  box.value = '';
  tell(texts.keptAt(place, formats.day(expiresAt)));
  ask();
}

/** Runs when the person consents. Reads the stored answers, and begins the chat with them. */
async function begin(): Promise<void> {
  session.consent(true);
  const values = await Promise.all(
    questions.map(async (name) => [name, await session.use((device) => device.get(name))] as const),
  );
  // While the answers were read, the person may have pressed the button "No".
  if (!session.hasConsent()) return;
  known = Object.fromEntries(values.filter(([, value]) => value !== undefined));
  part('consent').hidden = true;
  part('talk').hidden = false;
  const name = known['vorname'];
  say('bot', name === undefined ? texts.hello : texts.welcomeBack(formats.value(name)));
  ask();
  if (!form.hidden) box.focus();
}

/**
 * Runs when the person declines. If the person has consented before, but the page could not begin
 * the chat, this consent is taken back.
 */
async function decline(): Promise<void> {
  session.consent(false);
  tell(texts.declined);
}

/**
 * Deletes all answers on the device and at Mayfly. Then ends the conversation, and takes the
 * consent back.
 */
async function forget(): Promise<void> {
  const count = await session.use((device) => device.forget());
  await askShop('forget');
  session.consent(false);
  known = {};
  part('log').replaceChildren();
  part('known').hidden = true;
  part('talk').hidden = true;
  part('consent').hidden = false;
  tell(texts.forgotten(count));
  part('agree').focus();
}

async function handOver(): Promise<void> {
  const names = questions.filter((name) => known[name] !== undefined);
  if (names.length === 0) {
    tell(texts.nothingToHandOver);
    return;
  }
  const answer = await session.use((device) => device.transfer('kundenkartei', names));
  const { outcome } = answer as { readonly outcome: string };
  tell(outcome === 'arrived' ? texts.handedOver(names.length) : texts.notHandedOver(outcome));
  await refresh();
}

async function show(): Promise<void> {
  tell('');
  showKnown(part('known'), texts, await session.use((device) => device.export()), formats);
}

type Facts = { readonly destination: Destination; readonly received: readonly object[] };

/** Shows where the shop stores variables, and which messages the shop's own system has received. */
async function refresh(): Promise<void> {
  const { destination, received } = await askShop<Facts>('facts');
  const choice = part(`keep-${destination}`) as HTMLInputElement;
  choice.checked = true;
  showFile(part('file'), texts, received);
}

async function keepAt(destination: Destination): Promise<void> {
  tell(texts.moving);
  await askShop('destination', { destination });
  session.reopen();
  tell(texts.moved(destination));
}

const onPress = (id: string, work: () => Promise<void>) =>
  part(id).addEventListener('click', () => void attempt(work));

onPress('agree', begin);
onPress('decline', decline);
onPress('show', show);
onPress('hand-over', handOver);
onPress('forget', forget);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(() => takeOnce(box.value));
});
for (const destination of ['device', 'server'] as const)
  part(`keep-${destination}`).addEventListener(
    'change',
    () => void attempt(() => keepAt(destination)),
  );
void attempt(refresh);
