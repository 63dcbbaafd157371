package io.sealcache.spring.boot;

import java.io.Serial;

/** The start is refused, as a cache manager of SealCache's knows nothing of settings. */
public final class IgnoredSettingsException extends RefusedStartException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param action what to do about it
   */
  IgnoredSettingsException(String description, String action) {
    super(description, action);
  }
}
