import { useEffect, useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Message } from '../parts/message.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { ConversationList } from './conversation-list.tsx';
import { liveTexts } from './live-texts.ts';
import { Thread } from './thread.tsx';
import { useConversations } from './use-conversations.ts';

const steps: { readonly [key: string]: number } = { j: 1, k: -1 };

/** Goes to the next conversation by J and to the one before by K, unless somebody is typing. */
function useSteps(ids: readonly string[], opened: string | undefined, open: (id: string) => void) {
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const step = steps[key];
      if (step === undefined || ctrlKey || metaKey || altKey) return;
      if (
        target instanceof Element &&
        target.closest('input, textarea, select, [role=alertdialog]')
      )
        return;
      const at = opened === undefined ? -1 : ids.indexOf(opened);
      const next = ids[Math.max(0, at + step)];
      if (next !== undefined) open(next);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [ids, opened, open]);
}

function Live() {
  const texts = useTexts(liveTexts);
  const now = useNow(10_000);
  const { pages, conversations, forget } = useConversations();
  const [opened, open] = useState<string>();
  const shown = conversations.filter(({ expires_at }) => Date.parse(expires_at) > now.getTime());
  useSteps(
    shown.map(({ id }) => id),
    opened,
    open,
  );
  const close = () => open(undefined);
  return (
    <div className="stack live" data-opened={opened !== undefined}>
      <PageHead title={texts.title} lead={texts.lead} />
      {pages.error !== null && (
        <FailureNotice
          error={pages.error}
          isRetrying={pages.isFetching}
          retry={() => void pages.refetch()}
        />
      )}
      {pages.isPending && <p className="waiting">{texts.loading}</p>}
      {pages.data !== undefined && shown.length === 0 && <Message {...texts.empty} />}
      {shown.length > 0 && (
        <div className="panes">
          <div className="pane-list">
            <ConversationList conversations={shown} opened={opened} open={open} now={now} />
            {pages.hasNextPage && (
              <button
                className="plain-button more"
                type="button"
                aria-disabled={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {pages.isFetchingNextPage ? texts.loading : texts.more}
              </button>
            )}
          </div>
          <div className="pane-thread">
            {opened === undefined ? (
              <Message {...texts.choose} />
            ) : (
              <Thread
                key={opened}
                id={opened}
                conversation={shown.find(({ id }) => id === opened)}
                now={now}
                close={close}
                onDeleted={() => {
                  forget(opened);
                  close();
                }}
              />
            )}
          </div>
        </div>
      )}
    </div>
  );
}

export function LivePage() {
  const { membership } = useSession();
  return (
    <Gate page="live">
      <Live key={membership?.tenant} />
    </Gate>
  );
}
