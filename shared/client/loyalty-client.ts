import type { Request } from './request.ts';
import type {
  LoyaltyBalance,
  LoyaltyBalanceRequest,
  LoyaltyLedgerPage,
  LoyaltyLedgerRequest,
} from './schemas.ts';
import type { CallOptions } from './send-request.ts';

export type LoyaltyClient = {
  /**
   * Returns a person's coins. With `expiring` the answer also lists the earnings that expire next,
   * as many as `expiring` says. Only the request body contains the email.
   */
  balance(of: LoyaltyBalanceRequest, options?: CallOptions): Promise<LoyaltyBalance>;
  /**
   * Returns a person's transactions, newest first. Each spending lists the earnings from which it
   * took coins, and how many.
   */
  ledger(of: LoyaltyLedgerRequest, options?: CallOptions): Promise<LoyaltyLedgerPage>;
};

/** Creates the calls for balances, and for transactions with their earnings. */
export function createLoyaltyClient(request: Request): LoyaltyClient {
  return {
    balance: async (body, options) => request('POST /v1/loyalty/balance', { ...options, body }),
    ledger: async (body, options) => request('POST /v1/loyalty/ledger', { ...options, body }),
  };
}
