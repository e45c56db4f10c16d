import type { CreateOptions } from './category-client.ts';
import type { CouponCodes } from './category-shapes.ts';
import type { Page, PageQuery, StoredRecord } from './category-types.ts';
import { iteratePages } from './iterate-pages.ts';
import type { CouponFileTrial, CouponPool, CouponPoolCreate } from './schemas.ts';
import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, recordSegment } from './url-parts.ts';

/** Who gets a coupon or hands a code in. It travels in the body. */
export type CouponCustomer = { readonly email: string; readonly conversation_id?: string };
export type CouponRecord = StoredRecord<CouponCodes>;

/** Whether the first line of a file is a header. When it is not said, a line that looks like one is refused. */
export type LoadOptions = CreateOptions & { readonly header?: boolean };

export type CouponPoolsClient = {
  /** Pools with their stock, newest first. */
  list(query?: PageQuery, options?: CallOptions): Promise<Page<CouponPool>>;
  iterate(
    query?: Omit<PageQuery, 'after'>,
    options?: CallOptions,
  ): AsyncGenerator<CouponPool, void>;
  create(pool: CouponPoolCreate, options?: CreateOptions): Promise<CouponPool>;
  /** Loads a CSV file of one column, all of it or nothing. */
  load(id: string, csv: string | Blob, options?: LoadOptions): Promise<CouponPool>;
  /** Shows what a file holds, and what is wrong with it; stores nothing. */
  tryLoad(id: string, csv: string | Blob, options?: LoadOptions): Promise<CouponFileTrial>;
  /** A coupon for the customer: the same again while the customer's turn lasts. */
  emit(id: string, customer: CouponCustomer, options?: CreateOptions): Promise<CouponRecord>;
  /** Hands a code in. */
  redeem(
    id: string,
    redemption: CouponCustomer & { readonly code: string },
    options?: CreateOptions,
  ): Promise<CouponRecord>;
};

/** What coupons are given out from and codes are handed in to. */
export function createCouponPoolsClient(transport: Transport): CouponPoolsClient {
  const base = '/v1/coupon-pools';
  const at = (id: string, verb: string) => `${base}/${recordSegment(id)}/${verb}`;
  const send = <T>(request: ClientRequest) =>
    sendRequest(transport, request, (response) => response.json() as Promise<T>);
  const list = async (query: PageQuery = {}, options: CallOptions = {}) => {
    const path = `${base}${listQuery([], query)}`;
    return send<Page<CouponPool>>({ ...options, method: 'GET', path });
  };
  const post = async <T>(path: string, body: unknown, options?: CreateOptions) =>
    send<T>({ ...options, method: 'POST', path, body });
  const sendFile = <T>(
    path: string,
    csv: string | Blob,
    { header, isTrial, ...options }: LoadOptions & { readonly isTrial: boolean },
  ) => {
    const query = listQuery(['header', 'dry_run'], { header, dry_run: isTrial || undefined });
    const request = { ...options, method: 'POST', path: `${path}${query}`, csv } as const;
    return send<T>({ ...request });
  };
  return {
    list,
    iterate: (query, options) => iteratePages(query, (page) => list(page, options)),
    create: (body, options) => post<CouponPool>(base, body, options),
    load: async (id, csv, options) => {
      const path = at(id, 'codes');
      return sendFile<CouponPool>(path, csv, { ...options, isTrial: false });
    },
    tryLoad: async (id, csv, options) => {
      const path = at(id, 'codes');
      return sendFile<CouponFileTrial>(path, csv, { ...options, isTrial: true });
    },
    emit: async (id, customer, options) => post<CouponRecord>(at(id, 'emit'), customer, options),
    redeem: async (id, redemption, options) =>
      post<CouponRecord>(at(id, 'redeem'), redemption, options),
  };
}
