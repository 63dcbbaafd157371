package io.sealcache.spring.boot;

import java.io.Serial;

/** The start is refused, as something would cache in clear. */
public final class PlaintextCacheException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * @param action what to do about it, by the names of properties
   */
  PlaintextCacheException(String description, String action) {
    super(description + ". " + action);
    this.action = action;
  }

  /** What to do, as sentences. */
  public String action() {
    return action;
  }
}
