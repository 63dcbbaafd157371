package io.sealcache.keys.table;

/** A record of a key table is at fault, and neither the table nor the key-encryption key is. */
final class BrokenRecordException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BrokenRecordException(String message) {
    super(message);
  }

  BrokenRecordException(IllegalArgumentException problem) {
    super(problem.getMessage(), problem);
  }
}
