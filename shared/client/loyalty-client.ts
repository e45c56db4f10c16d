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
   * Returns a person's coins. If `expiring` is n, the answer also lists the n earnings that expire
   * next. Only the request body contains the email.
   */
  balance(of: LoyaltyBalanceRequest, options?: CallOptions): Promise<LoyaltyBalance>;
  /**
   * Returns a person's transactions, newest first. For each spending, the answer lists how many
   * coins came from which earning.
   */
  ledger(of: LoyaltyLedgerRequest, options?: CallOptions): Promise<LoyaltyLedgerPage>;
};

/** Creates the calls for the balance and the transactions of a person. */
export function createLoyaltyClient(request: Request): LoyaltyClient {
  return {
    balance: async (body, options) => request('POST /v1/loyalty/balance', { ...options, body }),
    ledger: async (body, options) => request('POST /v1/loyalty/ledger', { ...options, body }),
  };
}
