package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final List<String> steps = new ArrayList<>();

  private BooleanSupplier begin(EntryCall call) {
    steps.add("begin " + call.key());
    if (call.key().equals("refused")) {
      throw new CacheException("refused");
    }
    if (call.key().equals("broken")) {
      throw new AssertionError("broken");
    }
    return () -> {
      steps.add("await " + call.key());
      if (call.key().equals("failing")) {
        throw new CacheException("failed");
      }
      if (call.key().equals("breaking")) {
        throw new AssertionError("breaking");
      }
      return true;
    };
  }

  @Test
  void together_beginsAllBeforeItWaits_andWaitsForAllWhateverFails() {
    List<EntryCall> calls =
        List.of(
            new EntryCall.Remove("a"),
            new EntryCall.Remove("failing"),
            new EntryCall.Remove("refused"),
            new EntryCall.Remove("b"));

    List<Answer> answers = Answer.together(calls, this::begin);

    assertThat(steps)
        .containsExactly(
            "begin a",
            "begin failing",
            "begin refused",
            "begin b",
            "await a",
            "await failing",
            "await b");
    assertThat(answers).extracting(Answer::yes).containsExactly(true, false, false, true);
    assertThatThrownBy(answers.get(1)::get).hasMessage("failed");
    assertThatThrownBy(answers.get(2)::get).hasMessage("refused");
  }

  @Test
  void together_whereOneMeetsAnError_waitsForTheOthersAllTheSame() {
    List<EntryCall> calls =
        List.of(
            new EntryCall.Remove("breaking"),
            new EntryCall.Remove("broken"),
            new EntryCall.Remove("b"));

    List<Answer> answers = Answer.together(calls, this::begin);

    assertThat(steps)
        .containsExactly("begin breaking", "begin broken", "begin b", "await breaking", "await b");
    assertThat(answers).extracting(Answer::yes).containsExactly(false, false, true);
    assertThatThrownBy(answers.get(0)::get)
        .isInstanceOf(CacheException.class)
        .hasRootCauseMessage("breaking");
    assertThatThrownBy(answers.get(1)::get)
        .isInstanceOf(CacheException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void await_otherFailuresOfAStore_areCacheExceptions() {
    RuntimeException failure = new IllegalArgumentException("the store's own");
    RuntimeException closed = new IllegalStateException("closed");

    assertThatThrownBy(() -> UnderWay.of(CompletableFuture.failedFuture(failure)).answer())
        .isInstanceOf(CacheException.class)
        .hasCause(failure);
    assertThatThrownBy(() -> UnderWay.of(CompletableFuture.failedFuture(closed)).answer())
        .isSameAs(closed);
  }

  @Test
  void begin_whereASynchronousListenerIs_makesTheCall() {
    ListenerCount listeners = new ListenerCount(new NoListeners());
    CacheEntryListenerConfiguration<String, Object> synchronous = configuration(true);
    listeners.register(configuration(false));
    assertThat(step(listeners)).isEqualTo("begun");

    listeners.register(synchronous);
    assertThat(step(listeners)).isEqualTo("made");
    listeners.deregister(synchronous);
    assertThat(step(listeners)).isEqualTo("begun");
  }

  private String step(ListenerCount listeners) {
    steps.clear();
    listeners.begin(
        () -> {
          steps.add("begun");
          return CompletableFuture.completedFuture(true);
        },
        () -> steps.add("made"));
    return steps.get(0);
  }

  private static CacheEntryListenerConfiguration<String, Object> configuration(
      boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(
        () -> {
          throw new UnsupportedOperationException();
        },
        null,
        false,
        synchronous);
  }

  private record NoListeners() implements ListenerRegistry {
    @Override
    public void register(CacheEntryListenerConfiguration<String, Object> configuration) {}

    @Override
    public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {}
  }
}
