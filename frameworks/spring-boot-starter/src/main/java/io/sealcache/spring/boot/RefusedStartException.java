package io.sealcache.spring.boot;

import java.io.Serial;
import javax.cache.CacheException;

/** The start is refused: what is cached would not be kept as the application says. */
public final class RefusedStartException extends CacheException {
  @Serial private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * @param action what to do about it, as sentences
   */
  RefusedStartException(String description, String action) {
    super(description + ". " + action);
    this.action = action;
  }

  /** What is refused, without what to do about it. */
  String description() {
    String message = String.valueOf(getMessage());
    return message.substring(0, message.length() - action.length() - 1);
  }

  /** What to do, as sentences. */
  String action() {
    return action;
  }
}
