/**
 * True if a request used plain HTTP on any part of its way. The load balancer says this in
 * X-Forwarded-Proto, with one scheme or a list of schemes, one for each part of the way. The result
 * is false only if all schemes are `https`, or if the header is missing. It is missing if there is
 * no load balancer in front of the function.
 */
export function cameByPlainHttp(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false;
  return forwardedProto.split(',').some((scheme) => scheme.trim().toLowerCase() !== 'https');
}
