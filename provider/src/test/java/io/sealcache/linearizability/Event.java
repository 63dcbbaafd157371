package io.sealcache.linearizability;

/**
 * One call on one key.
 *
 * @param invoked ticket drawn before the call from the history's one sequence
 * @param returned ticket drawn after it
 */
record Event(
    int thread, SpecifiedOperation operation, Outcome outcome, long invoked, long returned) {

  /** From when on the call can no longer take effect: never, if it threw. */
  long deadline() {
    return outcome instanceof Outcome.Threw ? Long.MAX_VALUE : returned;
  }

  /** One line; a call that ends after {@code cut} is shown as running. */
  String render(long cut) {
    return returned > cut
        ? "%5d .. ...   thread %d  %s".formatted(invoked, thread, operation)
        : "%5d .. %-5d thread %d  %s %s".formatted(invoked, returned, thread, operation, outcome);
  }
}
