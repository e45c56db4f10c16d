import { useState } from 'react';
import type { Variables } from '#shared/client/schemas.ts';
import { ValueView } from '../customers/value-view.tsx';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/list/column.tsx';
import { Value } from '../parts/masked.tsx';
import { saveStream } from '../parts/save-stream.ts';
import { useNow } from '../parts/use-now.ts';
import { maySeeInClear } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { kindOfVariable, sizeOfVariable } from './describe-variable.ts';
import { variableTexts } from './variable-texts.ts';

type SheetProps = {
  readonly variable: Variables;
  readonly close: () => void;
  readonly onDeleted: () => void;
};

/** The time limit for the first byte of a file, in milliseconds. */
const patienceMs = 60_000;

/** Shows one variable: its value or file, and its expiry. */
export function VariableSheet({ variable, close, onDeleted }: SheetProps) {
  const texts = useTexts(variableTexts);
  const formats = useFormats();
  const now = useNow(30_000);
  const { client, membership } = useSession();
  const [error, setError] = useState<unknown>();
  const { id, name, scope, file_type: type = 'application/octet-stream' } = variable;
  const [kind, size] = [kindOfVariable(variable), sizeOfVariable(variable)];
  const isClear = maySeeInClear(membership?.role);
  const download = async () => {
    setError(undefined);
    try {
      const stream = await client.variableFiles.read(id, { timeoutMs: patienceMs });
      await saveStream(stream, { name: variable.file_name ?? name, type });
    } catch (failure) {
      setError(failure);
    }
  };
  const remove = async () => {
    await client.variables.delete(id);
    onDeleted();
  };
  const content =
    kind === undefined || kind === 'file' ? (
      <Value of={variable} field={kind === 'file' ? 'file_name' : 'value'} />
    ) : (
      <ValueView value={variable.value} />
    );
  return (
    <DetailSheet
      title={name}
      close={close}
      actions={
        isClear && (
          <>
            {kind === 'file' && (
              <button className="button" type="button" onClick={() => void download()}>
                <Icon name="download" />
                {texts.download}
              </button>
            )}
            <Confirm
              opener={texts.remove}
              openerClass="danger-button"
              title={texts.removeTitle(name)}
              detail={texts.removeDetail}
              action={texts.removeAction}
              act={remove}
            />
          </>
        )
      }
    >
      <FailureLine error={error} />
      <Facts
        facts={[
          [texts.facts.value, content],
          ...(kind === undefined ? [] : [[texts.facts.type, texts.types[kind]] as const]),
          ...(kind === 'file' ? [[texts.facts.type, type] as const] : []),
          ...(size === undefined ? [] : [[texts.facts.size, formats.bytes(size)] as const]),
          [texts.facts.experience, variable.experience_id],
          [texts.facts.run, variable.instance_id],
          ...(scope === undefined ? [] : [[texts.facts.scope, texts.scopes[scope]] as const]),
          [texts.facts.stored, <Moment key="stored" at={variable.created_at} />],
          ...(variable.changed_at === undefined
            ? []
            : [[texts.facts.changed, <Moment key="changed" at={variable.changed_at} />] as const]),
          [
            texts.facts.goes,
            <Fuse key="goes" from={variable.created_at} until={variable.expires_at} now={now} />,
          ],
        ]}
      />
    </DetailSheet>
  );
}
