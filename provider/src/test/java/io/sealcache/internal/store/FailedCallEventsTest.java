package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.fixture.CapturedLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Events of changes that a store made though the call says otherwise: it failed, or was repeated
 * and found them made.
 */
class FailedCallEventsTest {
  private static final StoredKey KEY = Stored.key("k");
  private static final SealedBytes VALUE = Stored.value("value");
  private static final StoredEvent EVENT = new StoredEvent(EventType.CREATED, KEY, VALUE, null);
  private static final StoredEvent AGAIN = new StoredEvent(EventType.UPDATED, KEY, VALUE, VALUE);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Source source = new Source();
  private final SynchronousEvents events = new SynchronousEvents(() -> "orders", source);

  @BeforeEach
  void listen() {
    events.register(new NotedEvents(told, true));
  }

  private boolean call(Supplier<PendingCall<Boolean>> call) {
    return events.begin(false, KEY, VALUE, call).answer();
  }

  @Test
  void callThatFailedAfterItsChange_isToldOnceBeforeItThrows() {
    assertThatThrownBy(
            () ->
                call(
                    () -> {
                      source.report(EVENT);
                      assertThat(told).isEmpty();
                      throw new CacheException("no answer came");
                    }))
        .isInstanceOf(CacheException.class);

    assertThat(told).containsExactly("CREATED k");
  }

  @Test
  void callThatWasRepeatedAndAnswersThatNothingChanged_isToldOnce() {
    assertThat(
            call(
                () -> {
                  source.report(EVENT);
                  return PendingCall.answered(false);
                }))
        .isFalse();

    assertThat(told).containsExactly("CREATED k");
  }

  @Test
  void callThatFailedBeforeItsEventCame_isToldByTheStore() {
    assertThatThrownBy(
        () ->
            call(
                () -> {
                  throw new CacheException("no answer came");
                }));
    assertThat(told).isEmpty();

    source.report(EVENT);

    assertThat(told).containsExactly("CREATED k");
  }

  @Test
  void sameChangeOfAnotherCallThatFailed_isToldOnce() {
    assertThat(
            call(
                () -> {
                  assertThatThrownBy(
                      () ->
                          call(
                              () -> {
                                source.report(EVENT);
                                throw new CacheException("no answer came");
                              }));
                  assertThat(told).as("it may be the other's").isEmpty();
                  return PendingCall.answered(false);
                }))
        .isFalse();

    assertThat(told).containsExactly("CREATED k");
  }

  @Test
  void secondEventOfOneChange_hidesNotTheFirst() {
    assertThat(
            call(
                () -> {
                  source.report(EVENT);
                  source.report(AGAIN);
                  return PendingCall.answered(true);
                }))
        .isTrue();

    assertThat(told).containsExactlyInAnyOrder("CREATED k", "UPDATED k");
  }

  @Test
  void eventThatIsThere_isToldBeforeTheNextIsWaitedFor() {
    StoredKey next = Stored.key("next");
    Map<StoredKey, SealedBytes> both = new LinkedHashMap<>(Map.of(KEY, VALUE));
    both.put(next, VALUE);
    StoredEvent late = new StoredEvent(EventType.CREATED, next, VALUE, null);
    List<String> reporting =
        new ArrayList<>() {
          @Override
          public boolean add(String event) {
            boolean first = isEmpty();
            super.add(event);
            if (first) {
              source.report(late);
            }
            return true;
          }
        };
    SynchronousEvents others = new SynchronousEvents(() -> "others", source);
    others.register(new NotedEvents(reporting, true));

    List<String> warnings =
        CapturedLog.of(
            "io.sealcache.store",
            () ->
                others.begin(
                    false,
                    both,
                    () -> {
                      source.report(EVENT);
                      return PendingCall.answered(true);
                    }));

    assertThat(reporting).containsExactly("CREATED k", "CREATED next");
    assertThat(warnings).isEmpty();
  }

  /** A store with one listener. */
  private static final class Source extends FutureMapStore {
    private @Nullable StoreListener listener;

    void report(StoredEvent event) {
      requireNonNull(listener).deliver(List.of(event));
    }

    @Override
    @SuppressWarnings("unchecked") // the type of this call's answer
    public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
      listener = ((StoreCall.Listen) call).listener();
      return PendingCall.answered((T) (Runnable) () -> listener = null);
    }
  }
}
