package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private final List<String> steps = new ArrayList<>();

  private PendingCall<Boolean> begin(StoreCall.OfEntry call) {
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
    List<StoreCall.OfEntry> calls =
        List.of(
            new StoreCall.Remove(Stored.key("a"), null),
            new StoreCall.Remove(Stored.key("failing"), null),
            new StoreCall.Remove(Stored.key("refused"), null),
            new StoreCall.Remove(Stored.key("b"), null));

    List<PendingCall<Boolean>> answers = PendingCall.together(calls, this::begin);

    assertThat(steps)
        .containsExactly(
            "begin a",
            "begin failing",
            "begin refused",
            "begin b",
            "await a",
            "await failing",
            "await b");
    assertThat(answers.get(0).answer()).isTrue();
    assertThat(answers.get(3).answer()).isTrue();
    assertThatThrownBy(answers.get(1)::answer).hasMessage("failed");
    assertThatThrownBy(answers.get(2)::answer).hasMessage("refused");
  }

  @Test
  void together_whereOneMeetsAnError_waitsForTheOthersAllTheSame() {
    List<StoreCall.OfEntry> calls =
        List.of(
            new StoreCall.Remove(Stored.key("breaking"), null),
            new StoreCall.Remove(Stored.key("broken"), null),
            new StoreCall.Remove(Stored.key("b"), null));

    List<PendingCall<Boolean>> answers = PendingCall.together(calls, this::begin);

    assertThat(steps)
        .containsExactly("begin breaking", "begin broken", "begin b", "await breaking", "await b");
    assertThat(answers.get(2).answer()).isTrue();
    assertThatThrownBy(answers.get(0)::answer)
        .isInstanceOf(CacheException.class)
        .hasRootCauseMessage("breaking");
    assertThatThrownBy(answers.get(1)::answer)
        .isInstanceOf(CacheException.class)
        .hasRootCauseMessage("broken");
  }
}
