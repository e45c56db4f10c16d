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
   * A person's coins. `expiring` asks for that many of the earnings that expire next. The email
   * travels in the body.
   */
  balance(of: LoyaltyBalanceRequest, options?: CallOptions): Promise<LoyaltyBalance>;
  /** A person's transactions, newest first, with what each spending took from which earning. */
  ledger(of: LoyaltyLedgerRequest, options?: CallOptions): Promise<LoyaltyLedgerPage>;
};

/** Calls for balances, and for the links between loyalty transactions. */
export function createLoyaltyClient(request: Request): LoyaltyClient {
  return {
    balance: async (body, options) => request('POST /v1/loyalty/balance', { ...options, body }),
    ledger: async (body, options) => request('POST /v1/loyalty/ledger', { ...options, body }),
  };
}
