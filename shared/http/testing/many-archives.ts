/*
 * Suites leave many archives unread, and the files of one worker share the ZIP library. It lets as many archives go on at
 * once as it counts processors when it is loaded; any other waits for five seconds.
 */
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 10_000, configurable: true });
