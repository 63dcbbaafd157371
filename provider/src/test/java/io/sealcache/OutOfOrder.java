package io.sealcache;

import java.io.Serial;

/** What failing user code throws. */
final class OutOfOrder extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
}
