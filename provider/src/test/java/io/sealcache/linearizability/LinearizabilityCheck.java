package io.sealcache.linearizability;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches for an order of a history's calls that keeps the order of calls that did not overlap and
 * explains every result: the algorithm of Wing and Gong ("Testing and Verifying Concurrent
 * Objects", 1993) with the memory of visited configurations that Lowe added ("Testing for
 * Linearizability", 2017).
 */
final class LinearizabilityCheck<V> {
  private static final int MAX_STEPS = 2_000_000;

  private final History<V> history;
  private final Timeline<V> open;
  private final BitSet placed = new BitSet();
  private final Set<Configuration<V>> visited = new HashSet<>();
  private final Deque<Placement<V>> order = new ArrayDeque<>();
  private final Set<@Nullable V> possible = new LinkedHashSet<>();
  private @Nullable V present;
  private @Nullable Event<V> blocking;

  private LinearizabilityCheck(History<V> history) {
    this.history = history;
    this.open = new Timeline<>(history.events());
  }

  /**
   * Calls placed, in whatever order, and the value that they left: nothing else decides the rest.
   */
  private record Configuration<V>(BitSet placed, @Nullable V present) {}

  /** A placed call, by its invocation, and the value before it. */
  private record Placement<V>(int invocation, @Nullable V before) {}

  /**
   * Judges the history of one key.
   *
   * @throws IllegalStateException if the search gave up, so that there is no verdict
   */
  static <V> Verdict<V> check(History<V> history) {
    return new LinearizabilityCheck<>(history).search(MAX_STEPS);
  }

  /** The same with another limit than two million steps. */
  static <V> Verdict<V> check(History<V> history, int maxSteps) {
    return new LinearizabilityCheck<>(history).search(maxSteps);
  }

  private Verdict<V> search(int maxSteps) {
    int point = open.after(Timeline.HEAD);
    for (int steps = 0; !open.isEmpty(); steps++) {
      if (steps == maxSteps) {
        throw new IllegalStateException(
            "No verdict after " + maxSteps + " steps; record a shorter history than\n" + history);
      }
      if (!open.isInvocation(point)) {
        Event<V> proof = noteBlocked(open.event(point));
        if (order.isEmpty()) {
          return new Verdict.NotLinearizable<>(history, proof, possible);
        }
        point = open.after(takeBack());
      } else if (place(point)) {
        point = open.after(Timeline.HEAD);
      } else {
        point = open.after(point);
      }
    }
    return new Verdict.Linearizable<>();
  }

  /** Puts a call next in the order, unless its result forbids it or it leads where we have been. */
  private boolean place(int invocation) {
    Event<V> event = open.event(invocation);
    Step<V> step = event.operation().model().step(present);
    if (!event.outcome().allows(step.result())) {
      return false;
    }
    placed.set(open.call(invocation));
    if (!visited.add(new Configuration<>((BitSet) placed.clone(), step.present()))) {
      placed.clear(open.call(invocation));
      return false;
    }
    order.push(new Placement<>(invocation, present));
    present = step.present();
    open.lift(invocation);
    return true;
  }

  private int takeBack() {
    Placement<V> latest = order.pop();
    placed.clear(open.call(latest.invocation()));
    present = latest.before();
    open.putBack(latest.invocation());
    return latest.invocation();
  }

  /** Returns the latest event yet that some order could not come past. */
  private Event<V> noteBlocked(Event<V> event) {
    if (blocking == null || event.returned() > blocking.returned()) {
      blocking = event;
      possible.clear();
    }
    if (event.equals(blocking)) {
      possible.add(present);
    }
    return blocking;
  }
}
