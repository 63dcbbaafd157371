package io.sealcache.internal.locks;

/** A load that nobody shares, until it is closed. */
public interface OwnLoad extends AutoCloseable {
  /** Whether nobody changed the entry in this JVM since it began. */
  boolean isUpToDate();

  @Override
  void close();
}
