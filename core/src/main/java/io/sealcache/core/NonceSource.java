package io.sealcache.core;

/** Chooses nonces. One for each pooled object, so implementations need not be thread-safe. */
interface NonceSource {
  /**
   * Writes a session and a counter that were never written together before. To be called by who is
   * within the gate, and has what is to be sealed.
   *
   * @param storedValue gets the 20 bytes at their place
   * @param plaintextLength of the message that they are for
   */
  void next(byte[] storedValue, int plaintextLength);
}
