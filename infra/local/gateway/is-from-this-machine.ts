/**
 * Refuses a name that someone else's page made point here (DNS rebinding), and requests that a page of
 * another origin makes a browser send.
 */
export function isFromThisMachine(host: string | undefined, origin: string | undefined): boolean {
  if (host === undefined || !/^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i.test(host)) return false;
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
