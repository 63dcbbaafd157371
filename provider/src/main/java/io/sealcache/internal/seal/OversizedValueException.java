package io.sealcache.internal.seal;

import java.io.IOException;

/** What was read encodes a value longer than max-value-size allows. */
final class OversizedValueException extends IOException {
  private static final long serialVersionUID = 1L;

  OversizedValueException() {
    super("The value is longer than the setting max-value-size allows");
  }
}
