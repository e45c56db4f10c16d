import { useState } from 'react';
import type { Raffle } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { ListMore, ListStates } from '../parts/list/list-states.tsx';
import { useList } from '../parts/list/use-list.ts';
import { PageHead } from '../parts/page-head.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { giveawaysTexts } from './giveaways-texts.ts';
import { RafflePanel } from './raffle-panel.tsx';
import { RaffleTiles } from './raffle-tiles.tsx';

const everyMs = 30_000;

function Giveaways() {
  const texts = useTexts(giveawaysTexts);
  const { client } = useSession();
  const now = useNow(everyMs);
  const [chosen, choose] = useState<string>();
  const raffles = useList<Raffle>({
    key: ['raffles'],
    read: async (asked, options) => client.raffles.list(asked, options),
  });
  const raffle = raffles.items?.find(({ id }) => id === chosen) ?? raffles.items?.[0];
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      <ListStates list={raffles} empty={texts.empty} isOutlined />
      {raffles.items !== undefined && (
        <RaffleTiles raffles={raffles.items} opened={raffle?.id} open={choose} now={now} />
      )}
      <ListMore list={raffles} />
      {raffle !== undefined && <RafflePanel key={raffle.id} raffle={raffle} now={now} />}
    </div>
  );
}

export function GiveawaysPage() {
  const { membership } = useSession();
  return (
    <Gate page="giveaways">
      <Giveaways key={membership?.tenant} />
    </Gate>
  );
}
