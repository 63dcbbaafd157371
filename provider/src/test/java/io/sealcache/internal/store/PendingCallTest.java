package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PendingCallTest {

  @Test
  void answer_ofAStoreThatFails_isItsException() {
    CacheException known = new CacheException("known");
    IllegalStateException closed = new IllegalStateException("closed");
    IOException other = new IOException("other");

    assertThatThrownBy(() -> PendingCall.of(CompletableFuture.failedFuture(known)).answer())
        .isSameAs(known);
    assertThatThrownBy(() -> PendingCall.of(CompletableFuture.failedFuture(closed)).answer())
        .isSameAs(closed);
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> PendingCall.of(CompletableFuture.failedFuture(other)).answer())
        .withCause(other);
  }

  @Test
  void answer_ofACallThatTheStoreCancelled_isACacheException() {
    CompletableFuture<String> begun = new CompletableFuture<>();
    begun.cancel(true);

    assertThatExceptionOfType(CacheException.class).isThrownBy(PendingCall.of(begun)::answer);
  }

  @Test
  void answer_ofAStoreThatNeverAnswers_endsAndSaysWhy() {
    PendingCall<String> never = PendingCall.of(new CompletableFuture<>(), Duration.ofSeconds(1));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(never::answer)
        .withMessageContainingAll("did not answer in 1 s", "may yet do");
  }

  /** One after the other they would take more than a minute. */
  @Test
  void answersOfCallsThatWereBegunTogether_areWaitedForOnce() {
    List<PendingCall<String>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(PendingCall.of(new CompletableFuture<>(), Duration.ofSeconds(1)));
    }

    for (PendingCall<String> call : calls) {
      assertThatExceptionOfType(CacheException.class).isThrownBy(call::answer);
    }
  }

  @Test
  void answer_thatComesTooLate_isTakenWhereItIsThere() throws Exception {
    CompletableFuture<String> begun = new CompletableFuture<>();
    PendingCall<String> call = PendingCall.of(begun, Duration.ofMillis(1));
    TimeUnit.MILLISECONDS.sleep(5);
    begun.complete("late");

    assertThat(call.answer()).isEqualTo("late");
  }

  @Test
  void answer_interrupted_endsAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(PendingCall.of(new CompletableFuture<>())::answer)
          .withMessageContaining("Interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(PendingCall.of(CompletableFuture.completedFuture("there")).answer())
          .isEqualTo("there");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
