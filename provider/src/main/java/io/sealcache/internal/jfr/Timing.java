package io.sealcache.internal.jfr;

/** An operation whose duration is recorded when it ends; one that fails isn't. */
public interface Timing {
  /**
   * It ends now.
   *
   * @param length in bytes, of the value as it is stored
   */
  void end(String cache, int length);
}
