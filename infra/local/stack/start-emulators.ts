import { createLogger, type LogDestination } from '#shared/http/logger.ts';
import {
  type FirestoreEmulator,
  startFirestoreEmulator,
} from '../../emulators/firestore/firestore-emulator.ts';
import { type KmsEmulator, startKmsEmulator } from '../../emulators/kms/kms-emulator.ts';
import { manifestGrants } from '../../emulators/kms/kms-grants.ts';
import {
  type SchedulerEmulator,
  startSchedulerEmulator,
} from '../../emulators/scheduler/scheduler-emulator.ts';
import { createTokenIssuer, type TokenIssuer } from '../../emulators/scheduler/token-issuer.ts';
import type { LocalClock } from '../clock.ts';
import type { ClosingStack } from './closing-stack.ts';
import type { Progress } from './progress.ts';

export interface Emulators {
  /** Undefined if the stack keeps its data in memory. */
  firestore: FirestoreEmulator | undefined;
  kms: KmsEmulator;
  scheduler: SchedulerEmulator;
  issuer: TokenIssuer;
}

export interface StartEmulatorsOptions {
  withFirestore: boolean;
  clock: LocalClock;
  issuerUrl: string;
  kmsFile: string | undefined;
  issuerFile: string | undefined;
  logTo: LogDestination;
  closing: ClosingStack;
  progress: Progress;
  /** Is called if an emulator that the stack needs has ended. `what` tells the user which one. */
  onLost: (what: string) => void;
}

/**
 * Starts all emulators at the same time. For each started emulator it adds to `closing` a step that
 * stops the emulator. If an emulator cannot start, the function waits for the others, and then
 * throws the error.
 */
export async function startEmulators(options: StartEmulatorsOptions): Promise<Emulators> {
  const { clock, closing, progress } = options;
  const logger = createLogger('info', 'emulators', options.logTo);
  const closeLater = async <T extends { stop(): Promise<void> }>(starting: Promise<T>) => {
    const started = await starting;
    closing.defer(() => started.stop());
    return started;
  };
  const startFirestore = () =>
    startFirestoreEmulator({
      onOutput: (text) => logger.info(text.trimEnd()),
      onLost: () => options.onLost('The Firestore emulator has ended, and its data is lost.'),
    });
  const firestore = options.withFirestore
    ? progress.step('Firestore emulator', closeLater(startFirestore()))
    : Promise.resolve(undefined);
  const kms = closeLater(
    startKmsEmulator({
      grants: manifestGrants,
      ...(options.kmsFile !== undefined && { stateFile: options.kmsFile }),
    }),
  );
  const issuer = createTokenIssuer({
    issuer: () => options.issuerUrl,
    ...(options.issuerFile !== undefined && { stateFile: options.issuerFile }),
  });
  const scheduler = issuer.then((tokens) =>
    closeLater(
      startSchedulerEmulator({
        issuer: tokens,
        now: () => clock.nowMs(),
        onError: (error) => logger.error(error.message),
      }),
    ),
  );
  const others = Promise.all([kms, scheduler, issuer]);
  const starting = [firestore, progress.step('KMS, Scheduler and token issuer', others)] as const;
  await Promise.allSettled([...starting, kms, scheduler]);
  const [startedFirestore, [startedKms, startedScheduler, startedIssuer]] =
    await Promise.all(starting);
  return {
    firestore: startedFirestore,
    kms: startedKms,
    scheduler: startedScheduler,
    issuer: startedIssuer,
  };
}
