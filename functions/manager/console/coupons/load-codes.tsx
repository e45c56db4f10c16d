import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  DropZone,
  FileTrigger,
  Heading,
  Modal,
  ModalOverlay,
  Text,
} from 'react-aria-components';
import type { CouponFileTrial, CouponPool } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { couponsTexts } from './coupons-texts.ts';
import { TrialView } from './trial-view.tsx';

const bytesMax = 2 * 1024 * 1024;
/**
 * The time limit for one request, in milliseconds. It is long, because the API looks up every code
 * of the file.
 */
const timeoutMs = 120_000;
const firsts = ['unsaid', 'header', 'code'] as const;
type First = (typeof firsts)[number];

const optionsOf = (first: First) => ({
  timeoutMs,
  ...(first !== 'unsaid' && { header: first === 'header' }),
});

type Step =
  | { readonly name: 'choose' }
  | { readonly name: 'trying' | 'loading' | 'too large' }
  | { readonly name: 'tried'; readonly trial: CouponFileTrial }
  | { readonly name: 'loaded'; readonly count: number }
  | { readonly name: 'failed'; readonly error: unknown };

/**
 * The steps of loading a file of codes: the user of the console chooses the file, a trial checks
 * it, and then it is loaded.
 */
function useLoad(pool: CouponPool, onLoaded: (pool: CouponPool) => void) {
  const { client } = useSession();
  const [file, setFile] = useState<File>();
  const [first, setFirst] = useState<First>('unsaid');
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const attempt = async (name: 'trying' | 'loading', work: () => Promise<Step>) => {
    setStep({ name });
    setStep(await work().catch((error: unknown): Step => ({ name: 'failed', error })));
  };
  const attemptTrial = async (chosen: File, said: First) => {
    if (chosen.size > bytesMax) return setStep({ name: 'too large' });
    return attempt('trying', async () => ({
      name: 'tried',
      trial: await client.couponPools.tryLoad(pool.id, chosen, optionsOf(said)),
    }));
  };
  return {
    step,
    file,
    first,
    reset: () => {
      setFile(undefined);
      setFirst('unsaid');
      setStep({ name: 'choose' });
    },
    choose: (chosen: File | undefined) => {
      if (chosen === undefined) return;
      setFile(chosen);
      void attemptTrial(chosen, first);
    },
    say: (said: First) => {
      setFirst(said);
      if (file !== undefined) void attemptTrial(file, said);
    },
    load: (count: number) => {
      if (file === undefined) return;
      void attempt('loading', async () => {
        onLoaded(await client.couponPools.load(pool.id, file, optionsOf(first)));
        return { name: 'loaded', count };
      });
    },
  };
}

function Chooser({ choose }: { readonly choose: (file: File | undefined) => void }) {
  const { load } = useTexts(couponsTexts);
  return (
    <DropZone
      className="drop"
      onDrop={({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped !== undefined) void dropped.getFile().then(choose, () => choose(undefined));
      }}
    >
      <Text slot="label">{load.drop}</Text>
      <FileTrigger
        acceptedFileTypes={['text/csv', 'text/plain', '.csv']}
        onSelect={(files) => choose(files?.[0])}
      >
        <Button className="plain-button">{load.choose}</Button>
      </FileTrigger>
    </DropZone>
  );
}

/**
 * Shows a dialog that loads a file of codes. A trial first shows the first codes and the first
 * problems of the file. Mayfly stores nothing before the user confirms.
 */
export function LoadCodes(props: {
  readonly pool: CouponPool;
  readonly onLoaded: (pool: CouponPool) => void;
}) {
  const texts = useTexts(couponsTexts);
  const { load } = texts;
  const formats = useFormats();
  const state = useLoad(props.pool, props.onLoaded);
  const { step, file, first } = state;
  const isBusy = step.name === 'trying' || step.name === 'loading';
  const trial = step.name === 'tried' ? step.trial : undefined;
  const mayLoad = trial !== undefined && trial.errors_total === 0 && trial.count > 0;
  return (
    <DialogTrigger onOpenChange={(isOpen) => isOpen && !isBusy && state.reset()}>
      <Button className="plain-button">{load.open}</Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal modal-wide">
          <Dialog className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title">{load.title(props.pool.name)}</Heading>
                {step.name !== 'loaded' && !isBusy && <Chooser choose={state.choose} />}
                {file !== undefined && step.name !== 'loaded' && (
                  <div className="file-line">
                    <strong className="long-value">{file.name}</strong>
                    <SelectField
                      label={load.first}
                      options={firsts.map((id) => ({ id, label: load.firsts[id] }))}
                      value={first}
                      change={state.say}
                      isDisabled={isBusy}
                    />
                  </div>
                )}
                {step.name === 'too large' && <p role="alert">{load.tooLarge}</p>}
                {step.name === 'trying' && <ProgressBar label={load.trying} />}
                {step.name === 'loading' && <ProgressBar label={load.loadingNow} />}
                {trial !== undefined && <TrialView trial={trial} />}
                {step.name === 'loaded' && (
                  <p role="status">{load.done(formats.plural(step.count, texts.code))}</p>
                )}
                {step.name === 'failed' && <FailureLine error={step.error} />}
                <div className="dialog-buttons">
                  <Button className="plain-button" onPress={close}>
                    {load.close}
                  </Button>
                  {mayLoad && (
                    <Button className="button" onPress={() => state.load(trial.count)}>
                      {load.action(formats.plural(trial.count, texts.code))}
                    </Button>
                  )}
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
