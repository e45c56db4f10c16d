import type { CreateOptions } from './category-client.ts';
import type { CouponCodes } from './category-shapes.ts';
import type { Page, PageQuery, StoredRecord } from './category-types.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Request } from './request.ts';
import type {
  CouponEmission,
  CouponFileTrial,
  CouponPool,
  CouponPoolCreate,
  CouponPoolStatus,
  FoundCodes,
} from './schemas.ts';
import type { CallOptions } from './send-request.ts';

/** The customer who gets a coupon or redeems a code. Only the request body contains this data. */
export type CouponCustomer = CouponEmission;
export type CouponRecord = StoredRecord<CouponCodes>;

/**
 * `header` says whether the first line of the file is a header. If it is not set, and the first
 * line looks like a header, the file is refused.
 */
export type LoadOptions = CreateOptions & { readonly header?: boolean };

export type CouponPoolsClient = {
  /** Lists pools with their stock, newest first. */
  list(query?: PageQuery, options?: CallOptions): Promise<Page<CouponPool>>;
  iterate(
    query?: Omit<PageQuery, 'after'>,
    options?: CallOptions,
  ): AsyncGenerator<CouponPool, void>;
  create(pool: CouponPoolCreate, options?: CreateOptions): Promise<CouponPool>;
  /** Loads the codes of a CSV file with one column: all of them or none. */
  load(id: string, csv: string | Blob, options?: LoadOptions): Promise<CouponPool>;
  /**
   * Checks a file and stores nothing. Returns the broken lines. Also returns the number of codes
   * that could be loaded without the broken lines, and the first of these codes.
   */
  tryLoad(id: string, csv: string | Blob, options?: LoadOptions): Promise<CouponFileTrial>;
  /**
   * Reads the pool. The answer has the stock of each day. It also has the number of used codes for
   * which a record of a person is still stored.
   */
  read(id: string, options?: CallOptions): Promise<CouponPoolStatus>;
  /**
   * Closes the pool for good and deletes its unused codes. If there are more unused codes than
   * `atMost`, the call is refused. If the state in the answer is `closing`, some unused codes are
   * not deleted yet. A sweep deletes them later, or you call `close` again.
   */
  close(
    id: string,
    closing?: { readonly atMost?: number },
    options?: CreateOptions,
  ): Promise<CouponPool>;
  /**
   * Searches a page of pools for a code, by default 100 pools. Returns the state of the code in
   * each pool that contains or has contained it. Only the request body contains the code.
   */
  lookUp(
    code: string,
    page?: { readonly limit?: number; readonly cursor?: string },
    options?: CallOptions,
  ): Promise<FoundCodes>;
  /**
   * Gives a coupon to the customer. If the pool’s policy does not allow another coupon yet, returns
   * the coupon that the customer already has.
   */
  emit(id: string, customer: CouponCustomer, options?: CreateOptions): Promise<CouponRecord>;
  /** Redeems a code. */
  redeem(
    id: string,
    redemption: CouponCustomer & { readonly code: string },
    options?: CreateOptions,
  ): Promise<CouponRecord>;
};

/** Creates the calls for pools, which give out coupons and redeem codes. */
export function createCouponPoolsClient(request: Request): CouponPoolsClient {
  const list: CouponPoolsClient['list'] = async (query = {}, options = {}) =>
    request('GET /v1/coupon-pools', { ...options, query });
  const sendFile = (
    id: string,
    body: string | Blob,
    { header, ...options }: LoadOptions,
    isTrial: boolean,
  ) => {
    const query = { ...(header !== undefined && { header }), ...(isTrial && { dry_run: true }) };
    return request('POST /v1/coupon-pools/{id}/codes', { ...options, id, query, body });
  };
  return {
    list,
    iterate: (query, options) => iteratePages(query, (page) => list(page, options)),
    create: async (body, options) => request('POST /v1/coupon-pools', { ...options, body }),
    load: async (id, csv, options = {}) => {
      const pool = await sendFile(id, csv, options, false);
      return pool as CouponPool;
    },
    tryLoad: async (id, csv, options = {}) => {
      const trial = await sendFile(id, csv, options, true);
      return trial as CouponFileTrial;
    },
    read: async (id, options) => request('GET /v1/coupon-pools/{id}', { ...options, id }),
    close: async (id, { atMost } = {}, options = {}) => {
      const body = { confirm: true, ...(atMost !== undefined && { at_most: atMost }) } as const;
      return request('POST /v1/coupon-pools/{id}/close', { ...options, id, body });
    },
    lookUp: async (code, page = {}, options = {}) =>
      request('POST /v1/coupon-codes/lookup', { ...options, body: { code, ...page } }),
    emit: async (id, body, options) => {
      const coupon = await request('POST /v1/coupon-pools/{id}/emit', { ...options, id, body });
      return coupon as CouponRecord;
    },
    redeem: async (id, body, options) => {
      const code = await request('POST /v1/coupon-pools/{id}/redeem', { ...options, id, body });
      return code as CouponRecord;
    },
  };
}
