package io.sealcache.linearizability;

import static io.sealcache.linearizability.SpecifiedOperation.get;
import static io.sealcache.linearizability.SpecifiedOperation.getAndPut;
import static io.sealcache.linearizability.SpecifiedOperation.invoke;
import static io.sealcache.linearizability.SpecifiedOperation.put;
import static io.sealcache.linearizability.SpecifiedOperation.putIfAbsent;
import static io.sealcache.linearizability.SpecifiedOperation.replace;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
  private static final long LIFE = 120;

  private final List<TimedEvent> events = new ArrayList<>();
  private long ticket;

  @Test
  void accept_secondPieceThatGoesOnFromTheFirst_accepts() {
    KeyCheck check = new KeyCheck("key", Lifetime.ETERNAL, ExpiryClock.OF_THE_STORE);
    alone(put("a"), null, 0);
    assertThat(check.accept(List.copyOf(events))).isEmpty();
    events.clear();
    alone(getAndPut("b"), "a", 1);
    alone(get(), "b", 2);

    assertThat(check.accept(events)).isEmpty();
  }

  @Test
  void accept_writeOfTheFirstPieceLostInTheSecond_rejects() {
    KeyCheck check = new KeyCheck("key", Lifetime.ETERNAL, ExpiryClock.OF_THE_STORE);
    alone(put("a"), null, 0);
    alone(put("b"), null, 1);
    assertThat(check.accept(List.copyOf(events))).isEmpty();
    events.clear();
    alone(get(), "a", 2);

    assertThat(check.accept(events).orElseThrow()).contains("key", "  b, in doubt []", "get -> a");
  }

  @Test
  void accept_expiryInTime_accepts() {
    alone(put("a"), null, 0);
    alone(get(), "a", LIFE - 40);
    alone(get(), null, LIFE + 40);

    assertAccepted(Lifetime.SINCE_CREATION);
  }

  @Test
  void accept_aboutWhenItExpires_acceptsBothButNoReturn() {
    alone(put("a"), null, 0);
    alone(get(), "a", LIFE);
    alone(get(), null, LIFE);
    assertAccepted(Lifetime.SINCE_CREATION);

    alone(get(), "a", LIFE);
    assertThat(accept(ExpiryClock.OF_THE_STORE)).isPresent();
  }

  @Test
  void accept_lateCallThatChangesWhatOthersSawExpire_fitsTheClockOfEachCallOnly() {
    alone(put("a"), null, 0);
    long invoked = ticket++;
    alone(get(), null, LIFE + 40);
    call(replace("a", "b"), new Outcome.Returned(true), invoked, ticket++, LIFE, LIFE + 50);
    alone(get(), "b", LIFE + 60);

    assertThat(accept(ExpiryClock.OF_EACH_CALL)).isEmpty();
    assertThat(accept(ExpiryClock.OF_THE_STORE)).isPresent();
  }

  @Test
  void accept_callThatSetOutAfterTheEnd_findsNothingByAnyClock() {
    alone(put("a"), null, 0);
    alone(get(), null, LIFE + 40);
    alone(replace("a", "b"), true, LIFE + 40);

    assertRejected(Lifetime.SINCE_CHANGE);
  }

  private Optional<String> accept(ExpiryClock clock) {
    return new KeyCheck("key", Lifetime.SINCE_CHANGE, clock).accept(events);
  }

  @Test
  void accept_goneTooEarly_rejects() {
    alone(put("a"), null, 0);
    alone(get(), null, LIFE - 40);

    assertRejected(Lifetime.SINCE_CREATION);
  }

  @Test
  void accept_goneThoughEternal_rejects() {
    alone(put("a"), null, 0);
    alone(get(), null, 100 * LIFE);

    assertRejected(Lifetime.ETERNAL);
  }

  @Test
  void accept_thereTooLong_rejects() {
    alone(put("a"), null, 0);
    alone(get(), "a", LIFE + 40);

    assertRejected(Lifetime.SINCE_CREATION);
  }

  @Test
  void accept_changed_livesOnAsItsLifetimeSays() {
    alone(put("a"), null, 0);
    alone(invoke(new EntryAction.Assign("b")), "a", 70);
    alone(get(), "b", LIFE + 40);

    assertAccepted(Lifetime.SINCE_CHANGE);
    assertRejected(Lifetime.SINCE_CREATION);
  }

  @Test
  void accept_createdAnewAfterItsEnd_livesAnew() {
    alone(put("a"), null, 0);
    alone(putIfAbsent("b"), true, LIFE + 40);
    alone(get(), "b", 2 * LIFE);

    assertAccepted(Lifetime.SINCE_CREATION);
  }

  @Test
  void accept_writtenByACallInDoubt_mayLiveFromAnyTimeOn() {
    inDoubt(put("a"), 0);
    alone(get(), "a", 10 * LIFE);

    assertAccepted(Lifetime.SINCE_CREATION);
  }

  private void alone(SpecifiedOperation operation, @Nullable Object result, long millis) {
    long first = ticket;
    ticket += 2;
    call(operation, new Outcome.Returned(result), first, first + 1, millis, millis);
  }

  private void inDoubt(SpecifiedOperation operation, long millis) {
    long first = ticket;
    ticket += 2;
    call(operation, new Outcome.Threw("Oops"), first, first + 1, millis, millis);
  }

  private void call(
      SpecifiedOperation operation,
      Outcome outcome,
      long invoked,
      long returned,
      long fromMillis,
      long toMillis) {
    events.add(
        new TimedEvent(
            new Event(0, operation, outcome, invoked, returned),
            fromMillis * 1_000_000,
            toMillis * 1_000_000));
  }

  private void assertAccepted(Lifetime lifetime) {
    for (ExpiryClock clock : ExpiryClock.values()) {
      assertThat(new KeyCheck("key", lifetime, clock).accept(events)).isEmpty();
    }
  }

  private void assertRejected(Lifetime lifetime) {
    for (ExpiryClock clock : ExpiryClock.values()) {
      assertThat(new KeyCheck("key", lifetime, clock).accept(events)).isPresent();
    }
  }
}
