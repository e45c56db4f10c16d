/*
 * Suites leave many archives unread, and the test files of one worker share the ZIP library. At a
 * time, this library works on as many archives as it counted processors when it was loaded. Each
 * further archive waits for five seconds.
 */
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 10_000, configurable: true });
