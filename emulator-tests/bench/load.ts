import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Requests to one function. Paths and bodies take turns. */
export type Load = {
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly paths: readonly string[];
  readonly bodies: readonly string[];
  readonly count: number;
  /** The number of the first request; it chooses the path and the body. */
  readonly from: number;
  /** How many requests wait for their answers at once. */
  readonly atOnce: number;
};

const sender = fileURLToPath(new URL('send-load.ts', import.meta.url));

export type LoadSender = {
  /** @throws when an answer has a status other than 2xx */
  readonly send: (load: Load) => Promise<void>;
  readonly stop: () => void;
};

/** Starts the process that sends loads. */
export function startLoadSender(): LoadSender {
  const child = fork(sender);
  return {
    async send(load) {
      const answered = once(child, 'message');
      child.send(load);
      const [told] = await answered;
      if (told !== 'done') throw new Error(String(told));
    },
    stop() {
      child.disconnect();
    },
  };
}
