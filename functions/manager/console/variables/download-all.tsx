import { useRef, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Experience } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Icon } from '../parts/icon.tsx';
import { makePassword } from '../parts/make-password.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { saveStream } from '../parts/save-stream.ts';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useSession } from '../session/session-context.tsx';
import { variableTexts } from './variable-texts.ts';

type State =
  | { readonly is: 'ready' }
  | { readonly is: 'working'; readonly share: number; readonly bytes: number }
  | { readonly is: 'saved'; readonly name: string }
  | { readonly is: 'failed'; readonly error: unknown };

/** The time limit for the first byte of an archive, in milliseconds. */
const patienceMs = 120_000;

function useArchive(id: string) {
  const { client } = useSession();
  const [state, setState] = useState<State>({ is: 'ready' });
  const running = useRef<AbortController>(undefined);
  const make = async (password: string) => {
    const abort = new AbortController();
    running.current = abort;
    const name = `mayfly-${id}.zip`;
    setState({ is: 'working', share: 0, bytes: 0 });
    try {
      const stream = await client.experiences.exportArchive(id, {
        password,
        signal: abort.signal,
        timeoutMs: patienceMs,
        onProgress: ({ share, bytes }) => setState({ is: 'working', share, bytes }),
      });
      await saveStream(stream, { name, type: 'application/zip' });
      setState({ is: 'saved', name });
    } catch (error) {
      setState(abort.signal.aborted ? { is: 'ready' } : { is: 'failed', error });
    }
  };
  return {
    state,
    make,
    stop: () => running.current?.abort(),
    reset: () => setState({ is: 'ready' }),
  };
}

/**
 * Offers all values and files of an experience in one archive. The page makes the password, and
 * shows it while the dialog is open.
 */
export function DownloadAll({ experience }: { readonly experience: Experience }) {
  const texts = useTexts(variableTexts);
  const formats = useFormats();
  const { id, variables, files } = experience;
  const [password, setPassword] = useState('');
  const { state, make, stop, reset } = useArchive(id);
  const isWorking = state.is === 'working';
  const onOpenChange = (isOpen: boolean) => {
    setPassword(isOpen ? makePassword((bytes) => void crypto.getRandomValues(bytes)) : '');
    if (isOpen) reset();
    else stop();
  };
  return (
    <DialogTrigger onOpenChange={onOpenChange}>
      <Button className="button">
        <Icon name="download" />
        {texts.export.open}
      </Button>
      <ModalOverlay className="overlay" isKeyboardDismissDisabled={isWorking}>
        <Modal className="modal">
          <Dialog className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title">{texts.export.title(id)}</Heading>
                <p>
                  {texts.export.lead(
                    formats.plural(variables, texts.variable),
                    formats.plural(files, texts.file),
                  )}
                </p>
                <SecretOnce
                  label={texts.export.password}
                  secret={password}
                  hint={texts.export.hint}
                />
                {state.is === 'working' && (
                  <ProgressBar
                    label={texts.export.working}
                    share={state.share}
                    detail={texts.export.soFar(formats.bytes(state.bytes))}
                  />
                )}
                {state.is === 'saved' && <p role="status">{texts.export.saved(state.name)}</p>}
                {state.is === 'failed' && <FailureLine error={state.error} />}
                <div className="dialog-buttons">
                  {isWorking ? (
                    <Button className="plain-button" onPress={stop}>
                      {texts.export.stop}
                    </Button>
                  ) : (
                    <Button className="plain-button" onPress={close}>
                      {texts.export.close}
                    </Button>
                  )}
                  <Button
                    className="button"
                    isDisabled={isWorking}
                    onPress={() => void make(password)}
                  >
                    {texts.export.action}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
