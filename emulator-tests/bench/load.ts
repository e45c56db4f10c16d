import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Requests to one function. The API keys, the paths and the bodies are used in turn. */
export type Load = {
  readonly url: string;
  readonly method: string;
  readonly keys: readonly string[];
  readonly paths: readonly string[];
  readonly bodies: readonly string[];
  readonly count: number;
  /** The number of the first request. It decides which key, path and body come first. */
  readonly from: number;
  /** The number of requests that wait for their answers at the same time. */
  readonly atOnce: number;
};

const sender = fileURLToPath(new URL('send-load.ts', import.meta.url));

export type LoadSender = {
  /** @throws if a request fails, or if an answer has a status other than 2xx */
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
