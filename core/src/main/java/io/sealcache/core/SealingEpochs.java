package io.sealcache.internal.seal;

import io.sealcache.internal.crypto.SealingGate;

/**
 * When values are sealed: not while the process is copied, and in new sessions afterwards. One for
 * all caches of a provider. Thread-safe.
 */
public final class SealingEpochs {
  private final SealingGate gate = new SealingGate();

  SealingGate gate() {
    return gate;
  }

  /** Lets no value be sealed from now on, and waits for those that are being sealed. */
  public void endBeforeCopy() {
    gate.shut();
  }

  /** Lets values be sealed, in new sessions: to be called in each copy. */
  public void beginInCopy() {
    gate.open();
  }

  /** Ends all sessions: once this returns no value is being sealed in one of before. */
  public void next() {
    gate.rotate();
  }
}
