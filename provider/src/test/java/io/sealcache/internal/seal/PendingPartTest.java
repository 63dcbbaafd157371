package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingPartTest {
  private final List<String> steps = new ArrayList<>();

  private Runnable begin(String part) {
    steps.add("begin " + part);
    return () -> steps.add("end " + part);
  }

  private Runnable beginFailing(String part) {
    steps.add("begin " + part);
    return () -> {
      throw new IllegalStateException("failed " + part);
    };
  }

  @Test
  void end_ofTheOneBeforeTheNext_isFirst() {
    try (PendingPart parts = new PendingPart()) {
      parts.end();
      parts.follow(begin("a"));
      steps.add("seal b");
      parts.end();
      parts.follow(begin("b"));
    }

    assertThat(steps).containsExactly("begin a", "seal b", "end a", "begin b", "end b");
  }

  @Test
  void close_afterAFailure_endsWhatIsUnderWayAndTellsOfBoth() {
    assertThatThrownBy(
            () -> {
              try (PendingPart parts = new PendingPart()) {
                parts.end();
                parts.follow(beginFailing("a"));
                throw new IllegalArgumentException("b can't be sealed");
              }
            })
        .hasMessage("b can't be sealed")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("failed a"));
  }

  /** A call that was begun has to be waited for: a store may close once none is under way. */
  @Test
  void follow_whereTheOneBeforeFails_endsTheNextToo() {
    assertThatThrownBy(
            () -> {
              try (PendingPart parts = new PendingPart()) {
                parts.follow(beginFailing("a"));
                parts.follow(begin("b"));
              }
            })
        .hasMessage("failed a");

    assertThat(steps).containsExactly("begin a", "begin b", "end b");
  }
}
