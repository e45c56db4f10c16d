// A bundle loads this file first. Then the bundle's clock is CLOCK_AHEAD_MS milliseconds ahead. A
// negative number sets it back.
const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? '0');
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(RealDate.now() + aheadMs);
    else super(...(given as [number]));
  }

  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
