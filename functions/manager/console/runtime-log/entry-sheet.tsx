import type { RuntimeLog } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { Moment } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { Masked, Value } from '../parts/masked.tsx';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { isCut } from './is-cut.ts';
import { EventName, LevelMark } from './marks.tsx';
import { runtimeLogTexts } from './runtime-log-texts.ts';

function Body({ entry }: { readonly entry: RuntimeLog }) {
  const texts = useTexts(runtimeLogTexts);
  const { http_body: body, masked } = entry;
  if (masked?.includes('http_body') === true) return <Masked />;
  if (body === undefined) return <span className="soft">{texts.noHttpBody}</span>;
  return (
    <>
      <pre className="code" tabIndex={0}>
        {typeof body === 'string' ? body : JSON.stringify(body, undefined, 2)}
      </pre>
      {isCut(body) && <p className="cut">{texts.cut}</p>}
    </>
  );
}

/** Shows an entry with all its fields except the external id of its conversation. */
export function EntrySheet(props: {
  readonly entry: RuntimeLog;
  readonly close: () => void;
  readonly onDeleted: (ids: readonly string[]) => void;
}) {
  const texts = useTexts(runtimeLogTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const { entry, close, onDeleted } = props;
  const hasEmail = entry.email !== undefined || entry.masked?.includes('email') === true;
  return (
    <DetailSheet
      title={formats.moment(entry.created_at)}
      close={close}
      actions={
        mayDelete(membership?.role) && (
          <DeleteChosen
            ids={[entry.id]}
            noun={texts.entry}
            remove={async () => client.runtimeLog.delete(entry.id)}
            onDeleted={onDeleted}
          />
        )
      }
    >
      <Facts
        facts={[
          [texts.level, <LevelMark key="level" level={entry.level} />],
          [texts.event, <EventName key="event" event={entry.event} />],
          [
            texts.message,
            <span key="message" className="message-text">
              <Value of={entry} field="message" />
              {isCut(entry.message) && <span className="cut">{texts.cut}</span>}
            </span>,
          ],
          ...(hasEmail
            ? [[texts.email, <Value key="email" of={entry} field="email" />] as const]
            : []),
          [texts.ip, <Value key="ip" of={entry} field="ip" />],
          [texts.conversation, <Value key="conversation" of={entry} field="conversation_id" />],
          [texts.trace, <Value key="trace" of={entry} field="trace_id" />],
          [texts.goes, <Moment key="goes" at={entry.expires_at} />],
          [texts.httpBody, <Body key="body" entry={entry} />],
        ]}
      />
    </DetailSheet>
  );
}
