import type { MessengerSessions } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { Moment } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { Masked, Value } from '../parts/masked.tsx';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { sessionsTexts } from './sessions-texts.ts';
import { StateTree } from './state-tree.tsx';

/** Shows a session with all its fields except the external id of its conversation. */
export function SessionSheet(props: {
  readonly session: MessengerSessions;
  readonly close: () => void;
  readonly onDeleted: (ids: readonly string[]) => void;
}) {
  const texts = useTexts(sessionsTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const { session, close, onDeleted } = props;
  const isMasked = session.masked?.includes('state') === true;
  return (
    <DetailSheet
      title={`${texts.channels[session.channel] ?? session.channel}, ${formats.moment(session.created_at)}`}
      close={close}
      actions={
        mayDelete(membership?.role) && (
          <DeleteChosen
            ids={[session.id]}
            noun={texts.session}
            besides={texts.besides}
            remove={async () => client.messengerSessions.delete(session.id)}
            onDeleted={onDeleted}
          />
        )
      }
    >
      <Facts
        facts={[
          [texts.channel, texts.channels[session.channel] ?? session.channel],
          [texts.externalId, <Value key="id" of={session} field="external_id" />],
          [texts.conversation, session.conversation_id],
          [texts.began, <Moment key="began" at={session.created_at} />],
          [texts.goes, <Moment key="goes" at={session.expires_at} />],
          [
            texts.state,
            isMasked ? <Masked key="state" /> : <StateTree key="state" state={session.state} />,
          ],
        ]}
      />
    </DetailSheet>
  );
}
