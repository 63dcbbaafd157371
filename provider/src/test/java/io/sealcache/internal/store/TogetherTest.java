package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        Stream.of("a", "failing", "breaking", "refused", "broken", "b")
            .<StoreCall.OfEntry>map(name -> new StoreCall.Remove(Stored.key(name), null))
            .toList();

    List<PendingCall<Boolean>> answers = PendingCall.together(calls, this::begin);

    assertThat(steps.subList(0, 6))
        .containsExactly(
            "begin a",
            "begin failing",
            "begin breaking",
            "begin refused",
            "begin broken",
            "begin b");
    assertThat(steps.subList(6, steps.size()))
        .containsExactly("await a", "await failing", "await breaking", "await b");
    assertThat(answers.get(0).answer()).isTrue();
    assertThatThrownBy(answers.get(1)::answer).hasMessage("failed");
    assertThatThrownBy(answers.get(2)::answer)
        .isInstanceOf(CacheException.class)
        .hasRootCauseMessage("breaking");
    assertThatThrownBy(answers.get(3)::answer).hasMessage("refused");
    assertThatThrownBy(answers.get(4)::answer)
        .isInstanceOf(CacheException.class)
        .hasRootCauseMessage("broken");
    assertThat(answers.get(5).answer()).isTrue();
  }
}
