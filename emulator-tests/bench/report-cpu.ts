// A measured process loads this first. It tells how much CPU time it has used, when it is asked.
process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`cpu ${(user + system) / 1_000}\n`);
});
