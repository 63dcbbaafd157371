package io.sealcache.linearizability;

/** By whose clock a store tells whether an entry has expired. */
public enum ExpiryClock {
  /** One for all: once an entry is gone for one call, it is so for all. */
  OF_THE_STORE,
  /**
   * That of the caller when it set out: a call that is late may find, and change, an entry that
   * others have seen expire.
   */
  OF_EACH_CALL
}
