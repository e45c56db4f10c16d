import { useTexts } from '../language/language-context.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageTabs } from '../parts/page-tabs.tsx';
import { mayOpen } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { AccuracyView } from './accuracy-view.tsx';
import { nluFilters } from './nlu-filters.ts';
import { nluTexts } from './nlu-texts.ts';
import { QueueView } from './queue-view.tsx';

function Nlu() {
  const texts = useTexts(nluTexts);
  const { membership } = useSession();
  const [{ tab }, filter] = nluFilters.useFilters();
  // A role that may see only numbers sees the accuracy, but not the messages to review.
  const maySeeQueue = mayOpen('live', membership?.role);
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      {maySeeQueue ? (
        <PageTabs
          label={texts.title}
          tabs={[
            { id: 'queue', title: texts.tabs.queue, content: <QueueView /> },
            { id: 'accuracy', title: texts.tabs.accuracy, content: <AccuracyView /> },
          ]}
          opened={tab ?? 'queue'}
          open={(id) => filter({ tab: id === 'accuracy' ? id : undefined })}
        />
      ) : (
        <AccuracyView />
      )}
    </div>
  );
}

export function NluPage() {
  const { membership } = useSession();
  return (
    <Gate page="nlu">
      <Nlu key={membership?.tenant} />
    </Gate>
  );
}
