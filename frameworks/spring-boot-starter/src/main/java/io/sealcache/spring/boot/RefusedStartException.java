package io.sealcache.spring.boot;

import java.io.Serial;

/** The start is refused: what is cached would not be kept as the application says. */
public abstract sealed class RefusedStartException extends RuntimeException
    permits PlaintextCacheException, IgnoredSettingsException {
  @Serial private static final long serialVersionUID = 1L;

  private final String action;

  RefusedStartException(String description, String action) {
    super(description + ". " + action);
    this.action = action;
  }

  /** What to do, as sentences. */
  public final String action() {
    return action;
  }
}
