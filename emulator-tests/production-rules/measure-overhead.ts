import { Firestore } from '@google-cloud/firestore';
import { startFirestoreEmulator } from '../../infra/local/firestore-emulator.ts';
import { startFirestoreProxy } from './firestore-proxy.ts';

const CALLS = 400;
const emulator = await startFirestoreEmulator();
const proxy = await startFirestoreProxy({
  upstream: emulator.host,
  indexes: () => ({ indexes: [], fieldOverrides: [] }),
});
const routes = { direct: emulator.host, proxied: proxy.host };
const clients = Object.entries(routes).map(([route, host]) => ({
  route,
  db: new Firestore({ projectId: 'overhead', databaseId: 'mayfly', host, ssl: false }),
}));
const data = { text: 'x'.repeat(1_000), kind: 'k' };
const calls: Record<string, (db: Firestore, at: number) => Promise<unknown>> = {
  commit: (db, at) => db.doc(`notes/n${at % 50}`).set(data),
  get: (db, at) => db.doc(`notes/n${at % 50}`).get(),
  query50: (db) => db.collection('notes').where('kind', '==', 'k').limit(50).get(),
};

// Both routes take turns, so that a warmer JVM favours neither; the first round only warms up.
for (const round of ['warm-up', 'measured', 'measured']) {
  for (const [name, call] of Object.entries(calls)) {
    for (const { route, db } of clients) {
      const times: number[] = [];
      for (let at = 0; at < CALLS; at += 1) {
        const start = performance.now();
        await call(db, at);
        times.push(performance.now() - start);
      }
      times.sort((one, other) => one - other);
      const [p50, p95] = [0.5, 0.95].map((part) => times[Math.floor(part * CALLS)]?.toFixed(2));
      if (round === 'measured') console.log(`${name} ${route}: p50 ${p50} ms, p95 ${p95} ms`);
    }
  }
}
await Promise.all(clients.map(({ db }) => db.terminate()));
proxy.stop();
await emulator.stop();
