/*
 * Suites leave many archives unread, and the test files of one worker share the ZIP library. When
 * the library is loaded, it counts the processors. It works on one archive for each processor at
 * the same time, and each further archive waits for five seconds. So this file sets a large number
 * of processors.
 */
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 10_000, configurable: true });
