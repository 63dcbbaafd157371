package io.sealcache.spring.boot;

import java.io.Serial;
import javax.cache.CacheException;

/** The start is refused: what is cached would not be kept as your configuration says. */
public final class RefusedStartException extends CacheException {
  @Serial private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * @param action the advice, as sentences
   */
  RefusedStartException(String description, String action) {
    super(description + ". " + action);
    this.action = action;
  }

  /** The reason of the refusal, without the advice. */
  String description() {
    String message = String.valueOf(getMessage());
    return message.substring(0, message.length() - action.length() - 1);
  }

  /** The advice, as sentences. */
  String action() {
    return action;
  }
}
