package io.sealcache.benchmarks.results;

/** Where and of what a run was, as a line for people. */
final class Facts {
  private Facts() {}

  static String line(Run run) {
    Machine machine = run.machine();
    return "benchmarks/run.sh full %s, JDK %s, %s, %d CPUs, %d MiB, %s, load %s, %s, commit %s"
        .formatted(
            run.part(),
            run.jdk(),
            machine.cpu(),
            machine.cpus(),
            machine.memoryMib(),
            machine.system(),
            machine.load(),
            run.measured().substring(0, 10),
            run.commit());
  }

  /** As much of it as fits below a chart. */
  static String shortLine(Run run) {
    return "run.sh full %s, JDK %s, %s, %d CPUs, load %s, %s, commit %s"
        .formatted(
            run.part(),
            run.jdk().replaceFirst("\\+.*", ""),
            run.machine().cpu(),
            run.machine().cpus(),
            run.machine().load(),
            run.measured().substring(0, 10),
            run.commit());
  }
}
