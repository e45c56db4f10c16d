import type { LoyaltyBalance } from './schemas.ts';
import { type CallOptions, sendRequest, type Transport } from './send-request.ts';

export type LoyaltyClient = {
  /** A person's coins; with `expiring`, so many of the earnings that expire next. The email travels in the body. */
  balance(
    of: { readonly email: string; readonly expiring?: number },
    options?: CallOptions,
  ): Promise<LoyaltyBalance>;
};

/** What loyalty transactions add up to. */
export function createLoyaltyClient(transport: Transport): LoyaltyClient {
  return {
    balance: async (body, options) =>
      sendRequest(
        transport,
        { ...options, method: 'POST', path: '/v1/loyalty/balance', body },
        (response) => response.json() as Promise<LoyaltyBalance>,
      ),
  };
}
