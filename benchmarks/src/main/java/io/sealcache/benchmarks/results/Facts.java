package io.sealcache.benchmarks.results;

/** Where and of what a run was, as a line for people. */
final class Facts {
  private Facts() {}

  static String line(Run run) {
    Machine machine = run.machine();
    return "benchmarks/run.sh full %s, JDK %s, %s, %d CPUs, %d MiB, %s, %s, commit %s"
        .formatted(
            run.part(),
            run.jdk(),
            machine.cpu(),
            machine.cpus(),
            machine.memoryMib(),
            machine.system(),
            run.measured().substring(0, 10),
            run.commit());
  }
}
