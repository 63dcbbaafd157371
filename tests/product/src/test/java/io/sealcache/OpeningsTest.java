package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.Calls;
import io.sealcache.fixture.SlowLoad;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpeningsTest {
  private final Openings<Name, String> openings = new Openings<>(Duration.ofSeconds(30), "The one");
  private final Name name = new Name();

  /** Runs something when it is looked up. */
  private static final class Name {
    volatile Runnable lookedUp = () -> {};

    @Override
    public int hashCode() {
      lookedUp.run();
      return 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }

  private String open() {
    openings.show(name, "open");
    return "open";
  }

  @Test
  void find_ofWhatIsOpenByAnInterruptedThread_worksWhileAnotherLooksToo() throws Exception {
    CountDownLatch looks = new CountDownLatch(1);
    CountDownLatch mayGo = new CountDownLatch(1);
    Thread another = new Thread(() -> openings.findOrOpen(name, () -> "not needed"));
    openings.findOrOpen(
        name,
        () -> {
          another.start();
          Calls.awaitTimedWaiting(another);
          name.lookedUp = () -> stay(another, looks, mayGo);
          return open();
        });
    looks.await(); // it has waited for the opening, and has the lock now
    Thread.currentThread().interrupt();
    try {
      assertThat(openings.findOrOpen(name, () -> "not needed")).isEqualTo("open");
      assertThat(openings.find(name)).isEqualTo("open");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
      mayGo.countDown();
      another.join();
    }
  }

  private static void stay(Thread who, CountDownLatch stays, CountDownLatch mayGo) {
    if (Thread.currentThread() == who) {
      stays.countDown();
      SlowLoad.await(mayGo);
    }
  }

  @Test
  void find_whileAnotherThreadOpensItForTooLong_endsByTheBound() {
    Openings<String, String> brief = new Openings<>(Duration.ofMillis(50), "Cache '%s'");

    brief.findOrOpen(
        "numbers",
        () -> {
          assertThatExceptionOfType(ExecutionException.class)
              .isThrownBy(() -> Calls.started(() -> brief.find("numbers")).get())
              .withMessageContaining(
                  "Cache 'numbers' is still being opened by another thread: ask for it again");
          brief.show("numbers", "open");
          return "open";
        });

    assertThat(brief.find("numbers")).isEqualTo("open");
  }

  @Test
  void refuse_beforeAnOpeningBegins_doesNotRefuseIt() {
    name.lookedUp = () -> openings.refuse(any -> true); // at last by a thread that has the name

    openings.findOrOpen(
        name,
        () -> {
          name.lookedUp = () -> {};
          assertThat(openings.isRefused(name)).isFalse();
          openings.refuse(any -> true);
          assertThat(openings.isRefused(name)).isTrue();
          return open();
        });
  }
}
