package io.sealcache.core;

/** Session and counter of a stored value. */
record Nonce(long sessionHigh, int sessionLow, long counter) {
  static Nonce of(byte[] storedValue) {
    return new Nonce(
        BigEndian.getLong(storedValue, 5),
        BigEndian.getInt(storedValue, 13),
        BigEndian.getLong(storedValue, 17));
  }

  /** That many counters later. */
  Nonce plus(long counters) {
    return new Nonce(sessionHigh, sessionLow, counter + counters);
  }

  boolean isOfSameSession(Nonce other) {
    return sessionHigh == other.sessionHigh && sessionLow == other.sessionLow;
  }
}
