/*
 * Suites leave many archives unread, and the files of one worker share the ZIP library. It works on as many archives at
 * once as it counts processors when it is loaded; any further archive waits for five seconds.
 */
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 10_000, configurable: true });
