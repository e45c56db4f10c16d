import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

/** Tabs of a page. Only the open tab is loaded. */
export function PageTabs(props: {
  readonly label: string;
  readonly tabs: readonly {
    readonly id: string;
    readonly title: ReactNode;
    readonly content: ReactNode;
  }[];
  /** The open tab, where the page itself stores it, for example in its address. */
  readonly opened?: string | undefined;
  readonly open?: (id: string) => void;
}) {
  const { opened, open } = props;
  return (
    <Tabs
      className="tabs"
      {...(opened !== undefined && { selectedKey: opened })}
      {...(open && { onSelectionChange: (key) => open(String(key)) })}
    >
      <TabList aria-label={props.label} className="tab-list">
        {props.tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className="tab">
            {title}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel stack">
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
