/*
 * Tests leave many archives unread, and the test files of one worker share the ZIP library. When
 * the library is loaded, it counts the processors. It works on as many archives at the same time as
 * there are processors, and each further archive waits for five seconds. So this file sets a large
 * number of processors.
 */
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 10_000, configurable: true });
