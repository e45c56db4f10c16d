import { useQuery } from '@tanstack/react-query';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Moment } from '../parts/list/column.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { useSession } from '../session/session-context.tsx';
import { loyaltyTexts } from './loyalty-texts.ts';

const nextShown = 5;

/** Shows a person’s coins, and the next coins to expire. */
export function BalanceFigures({ email }: { readonly email: string }) {
  const texts = useTexts(loyaltyTexts);
  const kit = useTexts(listTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['balance', membership?.tenant, email],
    queryFn: async ({ signal }) =>
      client.loyalty.balance({ email, expiring: nextShown }, { signal }),
    gcTime: 0,
  });
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (data === undefined) return <p className="panel waiting">{kit.loading}</p>;
  const next = data.expiring ?? [];
  return (
    <section className="panel balance" aria-label={texts.balance}>
      <div>
        <h2 className="tile-name">{texts.balance}</h2>
        <p className="tile-count">{formats.plural(data.coins, texts.coin)}</p>
      </div>
      <div>
        <h2 className="tile-name">{texts.next}</h2>
        {next.length === 0 ? (
          <p>{texts.nothingNext}</p>
        ) : (
          <ul className="plain-list">
            {next.map(({ coins, expires_at }) => (
              <li key={expires_at}>
                <strong>{formats.plural(coins, texts.coin)}</strong> <Moment at={expires_at} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
