package io.sealcache.checkpoint;

/** As {@code jdk.crac.RestoreException}. */
public final class RestoreException extends Exception {
  private static final long serialVersionUID = 1;
}
