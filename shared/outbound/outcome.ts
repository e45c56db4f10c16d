/** The reason why a request got no answer. */
export type FailureReason =
  /**
   * The URL or one of its addresses is not permitted, or the resolver returned no address. Nothing
   * was sent.
   */
  | 'target-refused'
  /** The resolver failed, for example because it does not know the name. Nothing was sent. */
  | 'name-unknown'
  /** The connection failed. Nothing was sent. */
  | 'connection-failed'
  /** The certificate is not valid for the name, or TLS failed. Nothing was sent. */
  | 'certificate-refused'
  /**
   * The request was sent. Then the connection ended before an answer began, or the answer was not
   * HTTP.
   */
  | 'answer-missing'
  | 'timed-out';

/** The result of a request to another system. */
export type Outcome =
  | {
      readonly kind: 'answered';
      /** The status of the answer. It can be any status: the client does not follow a redirect. */
      readonly status: number;
      /** The body of the answer, with at most as many bytes as the caller wanted. */
      readonly body: Uint8Array;
      /**
       * True if the answer was longer than the caller wanted, broke off, or did not end in time.
       */
      readonly isCut: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly reason: FailureReason;
      /** True if the other system may have received the request. */
      readonly mayHaveArrived: boolean;
    };
