package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;

/**
 * Something that failed, or works again.
 *
 * @param operation what was to be done, such as {@code unwrap}
 * @param count how often: in a row where keys are loaded by time; otherwise since it was told last
 * @param failure class of what was thrown; empty where it works again
 * @param cause class of the innermost cause; empty where there is none
 * @param inUse the keys that stay in use, if that is known
 */
public record KeyFailure(
    AuditEvent event,
    KeyPlace place,
    String operation,
    long count,
    String failure,
    String cause,
    KeyIds inUse) {

  /** Never by messages: those of an application's code may show anything. */
  public static KeyFailure of(
      AuditEvent event,
      KeyPlace place,
      String operation,
      long count,
      Throwable failure,
      KeyIds inUse) {
    Throwable innermost = failure;
    for (int depth = 0; depth < 16; depth++) { // a cause may lead back to itself
      Throwable next = innermost.getCause();
      if (next == null) {
        break;
      }
      innermost = next;
    }
    return new KeyFailure(
        event,
        place,
        operation,
        count,
        failure.getClass().getName(),
        innermost == failure ? "" : innermost.getClass().getName(),
        inUse);
  }

  /** It works again. */
  static KeyFailure over(AuditEvent event, KeyPlace place) {
    return new KeyFailure(event, place, "", 1, "", "", KeyIds.NONE);
  }

  KeyFailure withCount(long newCount) {
    return new KeyFailure(event, place, operation, newCount, failure, cause, inUse);
  }
}
