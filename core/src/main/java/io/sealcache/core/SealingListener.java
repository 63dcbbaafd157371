package io.sealcache.core;

/** Is told what happens to the keys of an {@link EntrySealer}. Implementations are thread-safe. */
@FunctionalInterface
public interface SealingListener {
  /**
   * A session of nonces begins under a data key. Called by the thread that is about to seal in it,
   * so it has to be quick.
   *
   * @param keyId of the master key
   */
  void sessionBegun(int keyId, SessionCause cause);
}
