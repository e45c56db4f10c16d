import { useEffect, useState } from 'react';

/**
 * Returns the present time. Updates it every `everyMs` milliseconds, so that expired records leave
 * the screen.
 */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
