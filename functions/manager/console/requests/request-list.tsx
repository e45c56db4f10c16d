import { GridList, GridListItem, Text } from 'react-aria-components';
import type { PersonRequestSummary } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DueRing, DueWords } from './due-ring.tsx';
import { requestWords } from './request-words.ts';
import { requestsTexts } from './requests-texts.ts';

type ListProps = {
  readonly requests: readonly PersonRequestSummary[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
};

/**
 * Lists requests with their remaining time. A click or a choice by keyboard opens a request.
 */
export function RequestList({ requests, opened, open }: ListProps) {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const formats = useFormats();
  return (
    <GridList
      aria-label={texts.title}
      className="requests"
      items={requests}
      dependencies={[formats, texts]}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={opened === undefined ? [] : [opened]}
      onSelectionChange={(keys) => {
        if (keys === 'all') return;
        for (const key of keys) open(String(key));
      }}
    >
      {(request) => (
        <GridListItem className="request" textValue={words.kinds[request.kind]}>
          <DueRing request={request} />
          <div>
            <Text className="request-kind">{words.kinds[request.kind]}</Text>
            <p className="soft">
              {texts.received(formats.calendarDay(request.received), words.ways[request.came_by])}
            </p>
            <p className="request-due">
              <DueWords request={request} />{' '}
              {request.due !== null && request.closed === null && (
                <span className="soft">{texts.due.day(formats.calendarDay(request.due))}</span>
              )}
              {request.closed !== null && (
                <span className="mark-word">{words.states[request.state]}</span>
              )}
            </p>
          </div>
        </GridListItem>
      )}
    </GridList>
  );
}
