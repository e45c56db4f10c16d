const coordinateBytes = 32;

/** Reads the integer at an offset, without the leading zero that marks it as positive. */
function readInteger(der: Uint8Array, offset: number): { value: Uint8Array; end: number } {
  const length = der[offset + 1] ?? 0;
  const end = offset + 2 + length;
  const isWhole = der[offset] === 0x02 && length > 0 && length < 0x80 && end <= der.length;
  if (!isWhole) throw new Error('the bytes are not a DER signature');
  let start = offset + 2;
  while (start < end - 1 && der[start] === 0) start += 1;
  const value = der.subarray(start, end);
  if (value.length > coordinateBytes) throw new Error('the signature is not a P-256 signature');
  return { value, end };
}

/**
 * Converts a P-256 signature from DER, the format of Cloud KMS (RFC 3279, section 2.2.3), to the
 * format of JWS: r and s, 32 bytes each (RFC 7518, section 3.4).
 * @throws for any other bytes
 */
export function rawSignature(der: Uint8Array): Uint8Array {
  if (der[0] !== 0x30 || der[1] !== der.length - 2)
    throw new Error('the bytes are not a DER signature');
  const r = readInteger(der, 2);
  const s = readInteger(der, r.end);
  if (s.end !== der.length) throw new Error('the bytes are not a DER signature');
  const raw = new Uint8Array(2 * coordinateBytes);
  raw.set(r.value, coordinateBytes - r.value.length);
  raw.set(s.value, 2 * coordinateBytes - s.value.length);
  return raw;
}
