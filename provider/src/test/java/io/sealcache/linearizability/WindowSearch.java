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
final class WindowSearch {
  private static final int MAX_STEPS = 3_000_000;

  private final Lifetime lifetime;
  private final ExpiryClock clock;
  private final List<TimedEvent> calls;
  private final List<TimedEvent> inDoubt;
  private final Map<Point, List<BitSet>> visited = new HashMap<>();
  private final PriorityQueue<Node> open =
      new PriorityQueue<>(
          Comparator.<Node>comparingInt(node -> -node.pending().cardinality())
              .thenComparingInt(node -> -node.depth()));

  /** Which calls have their place, and what that left. */
  private record Point(BitSet placed, Holding holding) {}

  /** How a point was reached: what is still in doubt. */
  private record Node(Point point, BitSet pending, int depth) {}

  private WindowSearch(
      Lifetime lifetime, ExpiryClock clock, List<TimedEvent> calls, List<TimedEvent> inDoubt) {
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
  static List<Standing> after(
      Lifetime lifetime,
      ExpiryClock clock,
      Collection<Standing> before,
      Collection<TimedEvent> events) {
    List<TimedEvent> calls = sorted(events.stream().filter(event -> !event.isInDoubt()));
    List<TimedEvent> inDoubt =
        sorted(
            Stream.concat(
                    before.stream().flatMap(standing -> standing.pending().stream()),
                    events.stream().filter(TimedEvent::isInDoubt))
                .distinct());
    return new WindowSearch(lifetime, clock, calls, inDoubt).search(before, new HashSet<>(events));
  }

  private static List<TimedEvent> sorted(Stream<TimedEvent> events) {
    return events.sorted(Comparator.comparingLong(event -> event.event().invoked())).toList();
  }

  private List<Standing> search(Collection<Standing> before, Set<TimedEvent> events) {
    for (Standing standing : before) {
      BitSet pending = new BitSet();
      for (int i = 0; i < inDoubt.size(); i++) {
        TimedEvent event = inDoubt.get(i);
        pending.set(i, events.contains(event) || standing.pending().contains(event));
      }
      visit(new BitSet(), standing.holding(), pending, 0);
    }
    int steps = 0;
    for (Node node = open.poll(); node != null; node = open.poll()) {
      if (steps++ == MAX_STEPS) {
        throw new IllegalStateException("No verdict after " + MAX_STEPS + " steps");
      }
      if (known(node.point()).contains(node.pending())) {
        expand(node);
      }
    }
    return ends();
  }

  private List<BitSet> known(Point point) {
    return visited.computeIfAbsent(point, p -> new ArrayList<>(1));
  }

  private void visit(BitSet placed, Holding holding, BitSet pending, int depth) {
    Point point = new Point(placed, holding);
    List<BitSet> known = known(point);
    if (known.stream().noneMatch(other -> isWithin(pending, other))) {
      known.removeIf(other -> isWithin(other, pending));
      known.add(pending);
      open.add(new Node(point, pending, depth));
    }
  }

  private static boolean isWithin(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  private void expand(Node node) {
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

  private void placeOneInDoubt(Node node, long deadline) {
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

  private void place(TimedEvent event, Node node, BitSet placed, BitSet pending) {
    Holding holding = node.point().holding();
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

  private boolean wouldLeaveNothing(TimedEvent event) {
    Step step = event.event().operation().model().step(null);
    return step.present() == null && event.event().outcome().allows(step.result());
  }

  private void take(TimedEvent event, Holding found, BitSet placed, BitSet pending, int depth) {
    Step step = event.event().operation().model().step(found.value());
    if (event.event().outcome().allows(step.result())) {
      visit(placed, lifetime.after(found, step.present(), event), pending, depth);
    }
  }

  private List<Standing> ends() {
    List<Standing> ends = new ArrayList<>();
    visited.forEach(
        (point, pendings) -> {
          if (point.placed().cardinality() == calls.size()) {
            pendings.forEach(pending -> ends.add(new Standing(point.holding(), events(pending))));
          }
        });
    return ends;
  }

  private Set<TimedEvent> events(BitSet pending) {
    Set<TimedEvent> events = new HashSet<>();
    pending.stream().forEach(i -> events.add(inDoubt.get(i)));
    return events;
  }
}
