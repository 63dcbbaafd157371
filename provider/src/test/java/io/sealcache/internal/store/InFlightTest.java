package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final List<String> steps = new ArrayList<>();

  private BooleanSupplier begin(EntryCall call) {
    String name = Stored.name(call.key());
    steps.add("begin " + name);
    if (name.equals("refused")) {
      throw new CacheException("refused");
    }
    if (name.equals("broken")) {
      throw new AssertionError("broken");
    }
    return () -> {
      steps.add("await " + name);
      if (name.equals("failing")) {
        throw new CacheException("failed");
      }
      if (name.equals("breaking")) {
        throw new AssertionError("breaking");
      }
      return true;
    };
  }

  @Test
  void together_beginsAllBeforeItWaits_andWaitsForAllWhateverFails() {
    List<EntryCall> calls =
        List.of(
            new EntryCall.Remove(Stored.key("a")),
            new EntryCall.Remove(Stored.key("failing")),
            new EntryCall.Remove(Stored.key("refused")),
            new EntryCall.Remove(Stored.key("b")));

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
            new EntryCall.Remove(Stored.key("breaking")),
            new EntryCall.Remove(Stored.key("broken")),
            new EntryCall.Remove(Stored.key("b")));

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
    StoreListener synchronous = new NotedEvents(List.of(), true);
    listeners.register(new NotedEvents(List.of(), false));
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

  private record NoListeners() implements ListenerRegistry {
    @Override
    public void register(StoreListener listener) {}

    @Override
    public void deregister(StoreListener listener) {}
  }
}
