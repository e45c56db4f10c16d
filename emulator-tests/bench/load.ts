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
  /**
   * @throws if a request fails, if an answer has a status other than 2xx, or if the process that
   * sends the load ends
   */
  readonly send: (load: Load) => Promise<void>;
  readonly stop: () => void;
};

/** Starts the process that sends loads. */
export function startLoadSender(): LoadSender {
  const child = fork(sender);
  return {
    async send(load) {
      const waiting = new AbortController();
      const { signal } = waiting;
      const answered = once(child, 'message', { signal });
      const ended = once(child, 'exit', { signal }).then(([code, by]) => {
        throw new Error(`the process that sends the load ended with ${code ?? by}`);
      });
      child.send(load);
      try {
        const [told] = await Promise.race([answered, ended]);
        if (told !== 'done') throw new Error(String(told));
      } finally {
        waiting.abort();
      }
    },
    stop() {
      child.disconnect();
    },
  };
}
