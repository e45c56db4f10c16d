import {
  dollars,
  messageCosts,
  type RequestCounts,
  renderPart,
  requestCosts,
  sumOf,
} from '../../infra/provision/costs/estimate-costs.ts';
import { prices } from '../../infra/provision/costs/prices.ts';
import type { Operations } from './rows.ts';

/** A request of the bench, with its database operations and its CPU time. */
export type MeasuredRequest = {
  readonly name: string;
  readonly service: string;
  readonly operations: Operations;
  readonly cpuMs: number;
  /** The number of messages that the request stores, if it stores messages. */
  readonly messages?: number;
};

const countsOf = ({ operations, cpuMs }: MeasuredRequest): RequestCounts => ({
  ...operations,
  seconds: cpuMs / 1_000,
});

/**
 * Returns lines that state the costs of a million requests and of a million messages in US dollars,
 * and the dates of the main list prices. The costs of an instance contain its CPU time, but not the
 * time in which it waits.
 */
export function renderMeasuredCosts(measured: readonly MeasuredRequest[]): string[] {
  const requests = measured.map((each) => {
    const cost = sumOf(requestCosts(each.service, countsOf(each)));
    return `  ${dollars(cost).padStart(8)}  ${each.name}`;
  });
  const messages = measured.flatMap((each) =>
    each.messages === undefined
      ? []
      : renderPart(
          `A million messages, stored with ${each.name}`,
          messageCosts(countsOf(each), each.messages),
        ),
  );
  const used = [prices.documentWrite, prices.cpuSecond, prices.balanced, prices.logged];
  const dates = used.map(({ per, asOf }) => `per ${per}: ${asOf}`);
  return [
    'A million requests, at list prices of infra/provision/costs/prices.ts:',
    ...requests,
    ...messages,
    `Dates of the prices: ${dates.join('; ')}.`,
  ];
}
