// A measured process loads this first. When it is asked, it tells how much CPU time it has used in
// milliseconds, and how much memory it has in bytes.
process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`cpu ${(user + system) / 1_000} rss ${process.memoryUsage.rss()}\n`);
});
