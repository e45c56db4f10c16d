import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { createPersonFixture, personOf, world } from '../testing/create-person-fixture.ts';
import { exportSubject } from './export-subject.ts';
import { unpack } from './testing/unpack.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);
test('look', async () => {
  const fixture = await createPersonFixture();
  const { acts, draw, ctx } = fixture;
  for (const [at, act] of Object.values(acts).entries()) {
    fixture.fixture.clock.now += 61_000_000;
    await act(anna, { conversation_id: 'c-anna', idempotencyKey: `anna-${at}` });
    await act(bert, { conversation_id: 'c-bert', idempotencyKey: `bert-${at}` });
  }
  await draw(2);
  for (let i = 0; i < 12; i += 1)
    await createRecords(ctx, {
      category: chatMessages,
      body: {
        conversation_id: 'c-anna',
        author: ['customer', 'bot', 'agent'][i % 3],
        text: 'Guten Tag, ich hätte gern gewusst, ob die <b>Dahlien</b> auch im Halbschatten gedeihen & wann sie geliefert werden können. Vielen Dank!\nMit freundlichen Grüßen',
      },
    });
  await acts['trace']?.(anna, { conversation_id: 'c-both' });
  await acts['say']?.(anna, { conversation_id: 'c-both' });
  await acts['trace']?.(bert, { conversation_id: 'c-both' });
  const owner = { ...ctx, scopes: new Set([...ctx.scopes, 'tenant']) };
  if (process.env['LOOK'] === 'full')
    await changeParticulars({ ...ctx, categories: world.categories }, owner, {
      controller: {
        name: 'Blumen Beispiel GmbH',
        postal_address: 'Lindenallee 3\n53113 Bonn',
        email: 'kontakt@blumen.example',
      },
      dpo: { email: 'datenschutz@blumen.example' },
      authority: {
        name: 'Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen',
        postal_address: 'Kavalleriestraße 2-4\n40213 Düsseldorf',
      },
      recipients: [
        {
          name: 'Paketdienst Beispiel AG',
          purpose: { de: 'Versand von Prämien', en: 'Shipping of rewards' },
          country: 'DE',
          categories: ['loyalty_redemptions'],
        },
        { name: 'Mail Example Ltd', purpose: { de: 'Versand des Newsletters' }, country: 'IE' },
      ],
      transfers: [
        {
          recipient: 'Push Example Inc.',
          country: 'US',
          safeguard: 'standard_clauses',
          details: { de: 'Web-Push' },
        },
      ],
    });
  for (const language of ['de', 'en'])
    for (const kind of ['access', 'portability']) {
      const { archive } = await exportSubject(ctx, world, { body: { ...anna, kind, language } });
      const files = await unpack(archive);
      for (const [name, file] of files) {
        const path = `/tmp/arch-look/${language}-${kind}/${name}`;
        mkdirSync(path.replace(/[^/]*$/, ''), { recursive: true });
        writeFileSync(path, file.text || JSON.stringify([file.columns, file.rows], null, 1));
      }
    }
});
