package io.sealcache.spring.boot;

import java.io.Serial;

/** The start is refused, as something would cache in clear. */
public final class PlaintextCacheException extends RefusedStartException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param action what to do about it, by the names of properties
   */
  PlaintextCacheException(String description, String action) {
    super(description, action);
  }
}
