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
   * A person's coins. `expiring` is the number of next earnings to expire that the answer lists.
   * Only the body contains the email.
   */
  balance(of: LoyaltyBalanceRequest, options?: CallOptions): Promise<LoyaltyBalance>;
  /**
   * A person's transactions, newest first. Each spending names the earnings that it used, with the
   * coins.
   */
  ledger(of: LoyaltyLedgerRequest, options?: CallOptions): Promise<LoyaltyLedgerPage>;
};

/** Calls for balances, and for the links between loyalty transactions. */
export function createLoyaltyClient(request: Request): LoyaltyClient {
  return {
    balance: async (body, options) => request('POST /v1/loyalty/balance', { ...options, body }),
    ledger: async (body, options) => request('POST /v1/loyalty/ledger', { ...options, body }),
  };
}
