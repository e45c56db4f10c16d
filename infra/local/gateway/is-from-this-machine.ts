/**
 * Tells whether a request comes from this machine. It is false for a foreign host name that points
 * to this machine (DNS rebinding), and for a page of another origin.
 */
export function isFromThisMachine(host: string | undefined, origin: string | undefined): boolean {
  if (host === undefined || !/^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i.test(host)) return false;
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
