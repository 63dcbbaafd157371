package io.sealcache;

import io.sealcache.core.UnreadableReason;
import java.io.Serial;
import javax.cache.CacheException;

/**
 * An entry could not be opened and the cache is set to fail on that ({@code on-unreadable=fail}).
 * Nothing was changed. Names the cache and the reason, with UNDECODABLE also what class doesn't
 * fit; never data.
 */
public final class UnreadableEntryException extends CacheException {
  @Serial private static final long serialVersionUID = 1L;

  private final UnreadableReason reason;

  UnreadableEntryException(String cacheName, UnreadableReason reason, String explanation) {
    super("Cache '%s': an entry is unreadable: %s".formatted(cacheName, explanation));
    this.reason = reason;
  }

  /** Why it could not be opened. */
  public UnreadableReason reason() {
    return reason;
  }
}
