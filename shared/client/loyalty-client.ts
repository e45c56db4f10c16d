import type { Request } from './request.ts';
import type { LoyaltyBalance, LoyaltyBalanceRequest } from './schemas.ts';
import type { CallOptions } from './send-request.ts';

export type LoyaltyClient = {
  /** A person's coins. `expiring` asks for that many of the earnings that expire next. The email travels in the body. */
  balance(of: LoyaltyBalanceRequest, options?: CallOptions): Promise<LoyaltyBalance>;
};

/** Calls for balances, the sums of loyalty transactions. */
export function createLoyaltyClient(request: Request): LoyaltyClient {
  return {
    balance: async (body, options) => request('POST /v1/loyalty/balance', { ...options, body }),
  };
}
