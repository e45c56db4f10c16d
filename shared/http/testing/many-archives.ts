/*
 * Tests leave many archives unread, and the test files of one worker share the ZIP library. When
 * the library is loaded, it reads the number of processors. It works on at most one archive for
 * each processor, and each further archive waits for five seconds. So this file sets a large
 * number of processors.
 */
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 10_000, configurable: true });
