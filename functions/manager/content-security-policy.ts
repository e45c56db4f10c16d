/**
 * The content security policy of the console, of `/my-data` and of `/verify`. These pages load
 * files and call APIs only at their own origin. Images may also come from `data:` URLs. The pages
 * run no inline code.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
