package io.sealcache.linearizability;

/** More ways for threads to interleave than few cores and short calls give by themselves. */
final class Interleaving {
  private Interleaving() {}

  /** A good moment for another thread to run. */
  // No result depends on what the scheduler makes of it.
  @SuppressWarnings("ThreadPriorityCheck")
  static void invite() {
    Thread.yield();
  }
}
