package io.sealcache.spring.boot;

import java.io.Serial;

/** The start is refused: what is cached would not be kept as the application says. */
public final class RefusedStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * @param action what to do about it, as sentences
   */
  RefusedStartException(String description, String action) {
    super(description + ". " + action);
    this.action = action;
  }

  /** What to do, as sentences. */
  public String action() {
    return action;
  }
}
