/** The seconds from a failed answer until a page asks again. */
const retrySeconds = 60;
/** The smallest number of seconds until a page asks again. */
const shortestSeconds = 20;

/**
 * Tells whether the server would refuse a further request too. A server failure or a 429 is
 * temporary, so the page asks again.
 */
function isRefused({ status }: Response): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/**
 * Asks the server once to extend the session.
 * @returns seconds to wait before the next request; undefined when there is no session to extend
 */
async function extend(): Promise<number | undefined> {
  try {
    const response = await fetch('/auth/renew', {
      method: 'POST',
      headers: { 'mayfly-csrf': '1' },
    });
    // There is no session to extend, or this manager offers no sign-in. So the page stops asking. A
    // later sign-in loads a new page.
    if (response.status === 204 || isRefused(response)) return undefined;
    if (!response.ok) return retrySeconds;
    const { expires_in: left } = (await response.json()) as { readonly expires_in: number };
    return Math.max(shortestSeconds, left / 3);
  } catch {
    return retrySeconds;
  }
}

/**
 * Extends the session while the page is open and visible: at once, and then whenever a third of the
 * remaining time has passed. A page that becomes visible again extends it at once.
 * @returns a function that stops these requests
 */
export function keepSession(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let isOver = false;

  const ask = async () => {
    clearTimeout(timer);
    if (isAsking || isOver) return;
    isAsking = true;
    const seconds = await extend();
    isAsking = false;
    isOver ||= seconds === undefined;
    if (seconds === undefined || isOver) return;
    if (document.visibilityState === 'visible')
      timer = setTimeout(() => void ask(), seconds * 1_000);
  };
  const onVisibility = () => {
    if (document.visibilityState === 'visible') void ask();
    else clearTimeout(timer);
  };

  document.addEventListener('visibilitychange', onVisibility);
  void ask();
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
