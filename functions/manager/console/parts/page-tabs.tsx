import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

/**
 * Scrolls a row sideways until one of its parts is in the middle. So the user of the console sees
 * that there are parts on both sides. It does not call `scrollIntoView`. After such a call, the Tab
 * key would continue from that part. Keyboard users would then miss everything before that part,
 * such as the menu.
 */
function scrollTo(row: HTMLElement, part: Element): void {
  const [box, place] = [row.getBoundingClientRect(), part.getBoundingClientRect()];
  row.scrollLeft += (place.left + place.right - box.left - box.right) / 2;
}

/** Shows the tabs of a page, and loads only the open tab. */
export function PageTabs(props: {
  readonly label: string;
  readonly tabs: readonly {
    readonly id: string;
    readonly title: ReactNode;
    readonly content: ReactNode;
  }[];
  /** The id of the open tab, if the page itself stores this id, for example in its URL. */
  readonly opened?: string | undefined;
  readonly open?: (id: string) => void;
}) {
  const { opened, open } = props;
  const [chosen, choose] = useState<unknown>();
  const list = useRef<HTMLDivElement>(null);
  // On a narrow screen the open tab may be outside the visible part of the list. So the list
  // scrolls to it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const tab = list.current?.querySelector('[aria-selected="true"]');
      if (list.current && tab) scrollTo(list.current, tab);
    });
    return () => cancelAnimationFrame(frame);
  }, [opened, chosen]);
  return (
    <Tabs
      className="tabs"
      {...(opened !== undefined && { selectedKey: opened })}
      onSelectionChange={(key) => {
        choose(key);
        open?.(String(key));
      }}
    >
      <TabList ref={list} aria-label={props.label} className="tab-list">
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
