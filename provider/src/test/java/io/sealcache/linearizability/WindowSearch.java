package io.sealcache.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds all that may be so after some calls on one key, given all that may have been before: every
 * order is tried that keeps the order of calls that did not overlap and explains their results.
 * Calls in doubt may take their place in it, or not yet.
 *
 * <p>Of two orders that leave the same, only the one with more calls still in doubt is followed:
 * none of these has to happen. So those with most of them are tried first.
 */
final class WindowSearch<V> {
  private static final int MAX_STEPS = 3_000_000;

  private final Lifetime lifetime;
  private final ExpiryClock clock;
  private final List<TimedEvent<V>> calls;
  private final List<TimedEvent<V>> inDoubt;
  private final Map<Point<V>, List<BitSet>> visited = new HashMap<>();
  private final PriorityQueue<Node<V>> open =
      new PriorityQueue<>(
          Comparator.<Node<V>>comparingInt(node -> -node.pending().cardinality())
              .thenComparingInt(node -> -node.depth()));

  /** Which calls have their place, and what that left. */
  private record Point<V>(BitSet placed, Holding<V> holding) {}

  /** How a point was reached: what is still in doubt. */
  private record Node<V>(Point<V> point, BitSet pending, int depth) {}

  private WindowSearch(
      Lifetime lifetime,
      ExpiryClock clock,
      List<TimedEvent<V>> calls,
      List<TimedEvent<V>> inDoubt) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.calls = calls;
    this.inDoubt = inDoubt;
  }

  /**
   * Searches.
   *
   * @return empty if no order explains the results
   * @throws IllegalStateException if the search gave up
   */
  static <V> List<Standing<V>> after(
      Lifetime lifetime,
      ExpiryClock clock,
      Collection<Standing<V>> before,
      Collection<TimedEvent<V>> events) {
    List<TimedEvent<V>> calls = sorted(events.stream().filter(event -> !event.isInDoubt()));
    List<TimedEvent<V>> inDoubt =
        sorted(
            Stream.concat(
                    before.stream().flatMap(standing -> standing.pending().stream()),
                    events.stream().filter(TimedEvent::isInDoubt))
                .distinct());
    return new WindowSearch<V>(lifetime, clock, calls, inDoubt)
        .search(before, new HashSet<>(events));
  }

  private static <V> List<TimedEvent<V>> sorted(Stream<TimedEvent<V>> events) {
    return events.sorted(Comparator.comparingLong(event -> event.event().invoked())).toList();
  }

  private List<Standing<V>> search(Collection<Standing<V>> before, Set<TimedEvent<V>> events) {
    for (Standing<V> standing : before) {
      BitSet pending = new BitSet();
      for (int i = 0; i < inDoubt.size(); i++) {
        TimedEvent<V> event = inDoubt.get(i);
        pending.set(i, events.contains(event) || standing.pending().contains(event));
      }
      visit(new BitSet(), standing.holding(), pending, 0);
    }
    int steps = 0;
    for (Node<V> node = open.poll(); node != null; node = open.poll()) {
      if (steps++ == MAX_STEPS) {
        throw new IllegalStateException("No verdict after " + MAX_STEPS + " steps");
      }
      if (known(node.point()).contains(node.pending())) {
        expand(node);
      }
    }
    return ends();
  }

  private List<BitSet> known(Point<V> point) {
    return visited.computeIfAbsent(point, p -> new ArrayList<>(1));
  }

  private void visit(BitSet placed, Holding<V> holding, BitSet pending, int depth) {
    Point<V> point = new Point<>(placed, holding);
    List<BitSet> known = known(point);
    if (known.stream().noneMatch(other -> isWithin(pending, other))) {
      known.removeIf(other -> isWithin(other, pending));
      known.add(pending);
      open.add(new Node<>(point, pending, depth));
    }
  }

  private static boolean isWithin(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  private void expand(Node<V> node) {
    BitSet placed = node.point().placed();
    long deadline = Long.MAX_VALUE;
    List<Integer> next = new ArrayList<>();
    for (int call = placed.nextClearBit(0);
        call < calls.size() && calls.get(call).event().invoked() < deadline;
        call = placed.nextClearBit(call + 1)) {
      // A call that began when another without a place had returned comes after it.
      deadline = Math.min(deadline, calls.get(call).event().returned());
      next.add(call);
    }
    for (int call : next) {
      if (calls.get(call).event().invoked() < deadline) {
        BitSet more = (BitSet) placed.clone();
        more.set(call);
        place(calls.get(call), node, more, node.pending());
      }
    }
    placeOneInDoubt(node, deadline);
  }

  private void placeOneInDoubt(Node<V> node, long deadline) {
    Set<String> tried = new HashSet<>(); // two removals are as good as each other
    for (int i = node.pending().nextSetBit(0);
        i >= 0 && inDoubt.get(i).event().invoked() < deadline;
        i = node.pending().nextSetBit(i + 1)) {
      if (tried.add(inDoubt.get(i).event().operation().text())) {
        BitSet fewer = (BitSet) node.pending().clone();
        fewer.clear(i);
        place(inDoubt.get(i), node, node.point().placed(), fewer);
      }
    }
  }

  private void place(TimedEvent<V> event, Node<V> node, BitSet placed, BitSet pending) {
    Holding<V> holding = node.point().holding();
    if (holding.isSeenBy(event)) {
      take(event, holding, placed, pending, node.depth() + 1);
    }
    if (holding.isMissedBy(event)) {
      take(event, Holding.nothing(), placed, pending, node.depth() + 1);
      if (clock == ExpiryClock.OF_EACH_CALL && wouldLeaveNothing(event)) {
        visit(placed, holding, pending, node.depth() + 1); // as it is, for one that is late
      }
    }
  }

  private boolean wouldLeaveNothing(TimedEvent<V> event) {
    Step<V> step = event.event().operation().model().step(null);
    return step.present() == null && event.event().outcome().allows(step.result());
  }

  private void take(
      TimedEvent<V> event, Holding<V> found, BitSet placed, BitSet pending, int depth) {
    Step<V> step = event.event().operation().model().step(found.value());
    if (event.event().outcome().allows(step.result())) {
      visit(placed, lifetime.after(found, step.present(), event), pending, depth);
    }
  }

  private List<Standing<V>> ends() {
    List<Standing<V>> ends = new ArrayList<>();
    visited.forEach(
        (point, pendings) -> {
          if (point.placed().cardinality() == calls.size()) {
            pendings.forEach(pending -> ends.add(new Standing<>(point.holding(), events(pending))));
          }
        });
    return ends;
  }

  private Set<TimedEvent<V>> events(BitSet pending) {
    Set<TimedEvent<V>> events = new HashSet<>();
    pending.stream().forEach(i -> events.add(inDoubt.get(i)));
    return events;
  }
}
