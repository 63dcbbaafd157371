package io.sealcache.internal.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that keys depend on failed, or works again.
 *
 * @param operation what was to be done, such as {@code unwrap}
 * @param failure null where it works again. It is told by classes and never by messages: those of
 *     user code may show anything
 * @param inARow how often; 0 where that isn't counted
 * @param inUse the keys that stay in use, if that is known
 */
public record KeyFailure(
    EventName event,
    KeyPlace place,
    String operation,
    @Nullable Throwable failure,
    long inARow,
    KeyIds inUse)
    implements SecurityEvent {

  public KeyFailure(EventName event, KeyPlace place, String operation, Throwable failure) {
    this(event, place, operation, failure, 0, KeyIds.NONE);
  }

  /** It works again. */
  KeyFailure(EventName event, KeyPlace place) {
    this(event, place, "", null, 0, KeyIds.NONE);
  }

  @Override
  public void describe(EventLine line) {
    line.with(place).with("operation", operation);
    if (failure != null) {
      Throwable innermost = failure;
      for (int depth = 0; depth < 16 && innermost.getCause() != null; depth++) {
        innermost = innermost.getCause(); // which may lead back to itself
      }
      line.with("failure", failure.getClass().getName())
          .with("cause", innermost == failure ? "" : innermost.getClass().getName());
    }
    line.with("count", inARow).with(inUse);
  }
}
