import { useTexts } from '../language/language-context.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageTabs } from '../parts/page-tabs.tsx';
import { mayExport } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { LedgerTab } from './ledger-tab.tsx';
import { loyaltyFilters, loyaltyTabs } from './loyalty-filters.ts';
import { loyaltyTexts } from './loyalty-texts.ts';
import { RewardsTab } from './rewards-tab.tsx';

function Loyalty() {
  const texts = useTexts(loyaltyTexts);
  const { client, membership } = useSession();
  const [{ tab = 'ledger' }, filter] = loyaltyFilters.useFilters();
  const category = tab === 'ledger' ? client.loyaltyTransactions : client.loyaltyRedemptions;
  const content = { ledger: <LedgerTab />, rewards: <RewardsTab /> };
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead}>
        {mayExport(membership?.role) && (
          <ExportButton
            key={tab}
            fileName={tab === 'ledger' ? 'loyalty-transactions.csv' : 'loyalty-redemptions.csv'}
            read={async (options) => category.exportCsv(options)}
          />
        )}
      </PageHead>
      <PageTabs
        label={texts.title}
        tabs={loyaltyTabs.map((id) => ({ id, title: texts.tabs[id], content: content[id] }))}
        opened={tab}
        open={(id) => filter({ tab: loyaltyTabs.find((each) => each === id), shipping: undefined })}
      />
    </div>
  );
}

export function LoyaltyPage() {
  const { membership } = useSession();
  return (
    <Gate page="loyalty">
      <Loyalty key={membership?.tenant} />
    </Gate>
  );
}
