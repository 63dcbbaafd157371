package io.sealcache.checkpoint;

/** As {@code jdk.crac.CheckpointException}. */
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1;
}
