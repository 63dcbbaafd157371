package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check against the definition: every order of a short history tried. */
class AllOrdersTest {
  private static final int HISTORIES = 2_000;
  private static final int CALLS = 6;

  private final SplittableRandom random = new SplittableRandom(107);

  @Test
  void accept_shortRandomHistoriesInPieces_saysWhatTryingAllOrdersSays() {
    Map<Boolean, Integer> verdicts = new HashMap<>();
    for (int i = 0; i < HISTORIES; i++) {
      List<Event> history = history();

      boolean accepted =
          new KeyCheck("key", Lifetime.ETERNAL, ExpiryClock.OF_THE_STORE)
              .accept(timed(history))
              .isEmpty();

      assertThat(accepted).as(() -> history.toString()).isEqualTo(someOrderFits(history, null));
      verdicts.merge(accepted, 1, Integer::sum);
    }
    assertThat(verdicts).allSatisfy((verdict, times) -> assertThat(times).isGreaterThan(200));
  }

  private static List<TimedEvent> timed(List<Event> history) {
    return history.stream().map(event -> new TimedEvent(event, 0, 0)).toList();
  }

  private static boolean someOrderFits(List<Event> left, @Nullable String present) {
    return left.isEmpty()
        || left.stream()
            .filter(event -> left.stream().noneMatch(o -> o.deadline() < event.invoked()))
            .anyMatch(event -> fitsFirst(event, left, present));
  }

  private static boolean fitsFirst(Event first, List<Event> left, @Nullable String present) {
    Step step = first.operation().model().step(present);
    List<Event> others = new ArrayList<>(left);
    others.remove(first);
    return first.outcome().allows(step.result()) && someOrderFits(others, step.present());
  }

  /** Calls at random times, each with a result that it has in some state or other. */
  private List<Event> history() {
    RandomOperations operations =
        new RandomOperations(random, new AtomicInteger(), new AtomicReference<>("v1"));
    List<Integer> times = shuffledTimes();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      SpecifiedOperation operation = operations.next();
      int one = times.get(2 * i);
      int other = times.get(2 * i + 1);
      events.add(
          new Event(i, operation, outcome(operation), Math.min(one, other), Math.max(one, other)));
    }
    return events;
  }

  private Outcome outcome(SpecifiedOperation operation) {
    String present = random.nextBoolean() ? null : "v" + (1 + random.nextInt(2));
    return random.nextInt(8) == 0
        ? new Outcome.Threw("Oops")
        : new Outcome.Returned(operation.model().step(present).result());
  }

  private List<Integer> shuffledTimes() {
    List<Integer> times = new ArrayList<>();
    for (int time = 0; time < 2 * CALLS; time++) {
      times.add(random.nextInt(times.size() + 1), time);
    }
    return times;
  }
}
