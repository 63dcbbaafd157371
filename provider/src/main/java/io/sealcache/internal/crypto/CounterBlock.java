package io.sealcache.internal.crypto;

/**
 * Counters that one holder may use, and no other.
 *
 * @param session what the counters belong to
 * @param from the first one
 * @param to the one after the last, modulo 2^64, so possibly less than {@code from}
 */
record CounterBlock(Session session, long from, long to) {
  /** Counters in a block. */
  static final int LENGTH = 1024;
}
