package io.sealcache.core;

/** How the 20 stored bytes of a value's nonce, session and counter, are chosen. */
public enum NonceMode {
  /**
   * Random session, then a counter. The faster one: messages of one session share a derived key. A
   * copy of a running process (a cloned virtual machine) repeats nonces of the original until it
   * shows in the clocks, but not for more than 10 minutes.
   */
  COUNTER,

  /**
   * 20 random bytes for each message, at the cost of a derived key for each. A copy of a running
   * process repeats none, except those that the JDK drew in advance: up to 64 KiB, which it uses up
   * within 100 milliseconds of the wall clock.
   */
  RANDOM
}
