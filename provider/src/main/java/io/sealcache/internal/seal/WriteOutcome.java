package io.sealcache.internal.seal;

/** The outcome of a write. */
public enum WriteOutcome {
  /** The store took it. */
  STORED,
  /** The expiry policy let the entry expire at its creation, so it was never there. */
  STILLBORN,
  /** The entry was no longer what had been read, or not there: nothing changed. */
  LOST
}
