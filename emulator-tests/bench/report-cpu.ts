// A measured process loads this file first. When the process receives SIGUSR2, it reports its CPU
// time in milliseconds and its memory in bytes.
process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`cpu ${(user + system) / 1_000} rss ${process.memoryUsage.rss()}\n`);
});
