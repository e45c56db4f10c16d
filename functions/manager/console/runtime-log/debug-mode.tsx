import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { runtimeLogTexts } from './runtime-log-texts.ts';

/**
 * Shows owners whether the runtime log stores the bodies of requests to external APIs, and until
 * when. This is the debug mode. Owners can switch it on and off.
 */
export function DebugMode() {
  const texts = useTexts(runtimeLogTexts).debug;
  const kit = useTexts(listTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const now = useNow(10_000);
  const key = ['debug-mode', membership?.tenant];
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const { debug_until } = await client.request('GET /v1/tenant', { signal });
      return { debug_until };
    },
  });
  const turn = async (on: boolean) => {
    const { debug_until } = await client.request('PUT /v1/tenant/debug-mode', { body: { on } });
    cache.setQueryData(key, { debug_until });
  };
  const [refused, setRefused] = useState<unknown>();
  const turnOff = async () => {
    setRefused(undefined);
    await turn(false).catch(setRefused);
  };
  if (error !== null && data === undefined)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (data === undefined) return <p className="waiting">{kit.loading}</p>;
  const until = data.debug_until;
  const isOn = until !== null && Date.parse(until) > now.getTime();
  return (
    <section className="panel switch-panel" data-on={isOn} aria-label={texts.title}>
      <div>
        <h2>{texts.title}</h2>
        <p role="status">
          {isOn ? texts.on(formats.moment(until), formats.distance(until, now)) : texts.off}
        </p>
        <FailureLine error={refused} />
      </div>
      {isOn ? (
        <Button className="plain-button" onPress={() => void turnOff()}>
          {texts.turnOff}
        </Button>
      ) : (
        <Confirm
          opener={texts.turnOn}
          openerClass="plain-button"
          title={texts.turnOnTitle}
          detail={<p>{texts.turnOnDetail}</p>}
          action={texts.turnOnAction}
          act={async () => turn(true)}
        />
      )}
    </section>
  );
}
