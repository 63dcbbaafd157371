package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;

/**
 * A value that was sealed to take the place of what was read. Until it is closed, values that other
 * threads write say that it is under way. One thread's.
 */
public final class Replacement<V> implements AutoCloseable {
  private final Read<V> seen;
  private final SealedBytes sealed;
  private final WriteAttempts.Attempt attempt;

  Replacement(Read<V> seen, SealedBytes sealed, WriteAttempts.Attempt attempt) {
    this.seen = seen;
    this.sealed = sealed;
    this.attempt = attempt;
  }

  Read<V> seen() {
    return seen;
  }

  /** What the entry will hold. */
  public SealedBytes sealed() {
    return sealed;
  }

  WriteAttempts.Attempt attempt() {
    return attempt;
  }

  @Override
  public void close() {
    attempt.close();
  }
}
