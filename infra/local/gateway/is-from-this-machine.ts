/**
 * Tells whether a program or a page of this machine sends the request. Returns false if the request
 * names another host that points to this machine (DNS rebinding), or if a page of another origin
 * sends it.
 */
export function isFromThisMachine(host: string | undefined, origin: string | undefined): boolean {
  if (host === undefined || !/^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i.test(host)) return false;
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
