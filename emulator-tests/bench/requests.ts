import { Firestore } from '@google-cloud/firestore';
import { systemClock } from '#shared/base/time/clock.ts';
import { createInstance, createTenant } from '../harness/instance.ts';
import { startOwnStack } from '../harness/own-stack.ts';

// Compares the time of a request with the time of its database calls, in one run on one machine. On
// a noisy machine ratios are reliable, but milliseconds are not.

const rounds = 5;
const perRound = 200;
const projectId = 'demo-bench';

type Work = (index: number) => Promise<unknown>;
type Cost = { readonly cpuMs: number; readonly wallMs: number };

async function measure(work: Work): Promise<Cost> {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  for (let index = 0; index < perRound; index += 1) await work(index);
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: (user + system) / 1_000 / perRound,
    wallMs: (performance.now() - started) / perRound,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}

/** Measures both in turn, so that a change of the machine's speed affects both alike. */
async function compare(name: string, work: Work, bare: Work): Promise<void> {
  const pairs: { ours: Cost; bare: Cost }[] = [];
  await measure(work);
  await measure(bare);
  for (let round = 0; round < rounds; round += 1)
    pairs.push({ ours: await measure(work), bare: await measure(bare) });
  const cpu = median(pairs.map((pair) => pair.ours.cpuMs / pair.bare.cpuMs));
  const wall = median(pairs.map((pair) => pair.ours.wallMs / pair.bare.wallMs));
  const ours = median(pairs.map((pair) => pair.ours.cpuMs));
  console.log(
    `${name.padEnd(34)} CPU x${cpu.toFixed(2)}  time x${wall.toFixed(2)}  (${ours.toFixed(2)} ms CPU)`,
  );
}

const stack = await startOwnStack(projectId);
const direct = { now: systemClock, firestoreHost: stack.emulatorHost };
const tenant = await createTenant(createInstance(stack, direct), systemClock, 'bench');
const bare = new Firestore({
  projectId,
  databaseId: 'mayfly',
  host: stack.emulatorHost,
  ssl: false,
  customHeaders: { authorization: 'Bearer owner' },
});
const text = 'Guten Tag, ich möchte meine Bestellung ändern. Geht das noch?';
const message = { conversation_id: 'bench', author: 'customer', text };
const posted = await tenant.chat('POST', '/v1/chat-messages', message);
const { id } = posted.body as { id: string };
const notes = bare.collection('tenants/bare/notes');
await notes.doc('one').set({ text });

await compare(
  'POST one chat message',
  () => tenant.chat('POST', '/v1/chat-messages', message),
  () => {
    const batch = bare.batch();
    batch.create(notes.doc(), { text });
    batch.set(notes.doc('head'), { text });
    return batch.commit();
  },
);
await compare(
  'GET one chat message',
  () => tenant.chat('GET', `/v1/chat-messages/${id}`),
  () => notes.doc('one').get(),
);
await compare(
  'GET a page of 50',
  () => tenant.chat('GET', '/v1/chat-messages?limit=50'),
  () => notes.limit(51).get(),
);

await bare.terminate();
await stack.stop();
