package io.sealcache.internal.crypto;

/** Hears of sessions. Called by who is about to seal in it, so it has to be quick. */
public interface SessionListener {
  /** Hears nothing. */
  SessionListener NONE = cause -> {};

  void begun(SessionCause cause);
}
