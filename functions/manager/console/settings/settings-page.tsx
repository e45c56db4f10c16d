import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageTabs } from '../parts/page-tabs.tsx';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { ControllerTab } from './controller-tab.tsx';
import { EndTab } from './end-tab.tsx';
import { KeysTab } from './keys-tab.tsx';
import { MembersTab } from './members-tab.tsx';
import { ModulesTab } from './modules-tab.tsx';
import { RecipientsTab } from './recipients-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { settingsFilters } from './settings-filters.ts';
import { settingsTexts } from './settings-texts.ts';
import { TransferTab } from './transfer-tab.tsx';
import { useSettings } from './use-settings.ts';

function Settings() {
  const texts = useTexts(settingsTexts);
  const { profile, change } = useSettings();
  const [{ tab }, filter] = settingsFilters.useFilters();
  const { data, error, isFetching, refetch } = profile;
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      {error !== null && data === undefined && (
        <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <p className="ghost ghost-rows waiting">{texts.loading}</p>
      )}
      {data !== undefined && (
        <PageTabs
          label={texts.parts}
          opened={tab ?? 'modules'}
          open={(id) => filter(settingsFilters.validateSearch({ tab: id }))}
          tabs={[
            { id: 'modules', content: <ModulesTab profile={data} change={change} /> },
            { id: 'members', content: <MembersTab /> },
            { id: 'keys', content: <KeysTab /> },
            { id: 'rules', content: <RulesTab profile={data} change={change} /> },
            { id: 'controller', content: <ControllerTab /> },
            { id: 'recipients', content: <RecipientsTab /> },
            { id: 'transfer', content: <TransferTab /> },
            { id: 'end', content: <EndTab /> },
          ].map((each) => ({ ...each, title: texts.tabs[each.id as keyof typeof texts.tabs] }))}
        />
      )}
    </div>
  );
}

export function SettingsPage() {
  const { membership } = useSession();
  return (
    <Gate page="settings">
      <Settings key={membership?.tenant} />
    </Gate>
  );
}
