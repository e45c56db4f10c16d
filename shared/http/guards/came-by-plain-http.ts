/**
 * True if a request used plain HTTP on any part of its way. `X-Forwarded-Proto` contains the scheme
 * of each part of the way: one scheme, or a list of schemes. The result is false only if all
 * schemes are `https`, or if the header is missing. The header is missing if there is no load
 * balancer in front of the function.
 */
export function cameByPlainHttp(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false;
  return forwardedProto.split(',').some((scheme) => scheme.trim().toLowerCase() !== 'https');
}
