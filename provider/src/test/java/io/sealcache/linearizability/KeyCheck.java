package io.sealcache.linearizability;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what happens to one key, however long it goes on: a piece at a time, and each piece a
 * window at a time, cut where no call is under way. Between windows it keeps all that may be so.
 */
final class KeyCheck {
  private final String key;
  private final Lifetime lifetime;
  private final ExpiryClock clock;
  private List<Standing> standings = List.of(new Standing(Holding.nothing(), Set.of()));
  private int contended;

  /** Nothing is known any more. */
  private boolean lost;

  /** For a key that is absent. */
  KeyCheck(String key, Lifetime lifetime, ExpiryClock clock) {
    this.key = key;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /**
   * Goes on with what has happened since, all of which has ended. After a violation, or a search
   * that gave up, all is accepted.
   *
   * @return the fault; empty if there is none
   * @throws IllegalStateException if the search gave up
   */
  Optional<String> accept(List<TimedEvent> events) {
    for (List<TimedEvent> window : lost ? List.<List<TimedEvent>>of() : windows(events)) {
      lost = true;
      List<Standing> after = WindowSearch.after(lifetime, clock, standings, window);
      if (after.isEmpty()) {
        return Optional.of(render(untilProof(window)));
      }
      lost = false;
      standings = after;
      contended += window.size() > 1 ? 1 : 0;
    }
    return Optional.empty();
  }

  /** How many windows had calls that overlapped. */
  int contended() {
    return contended;
  }

  private List<List<TimedEvent>> windows(List<TimedEvent> events) {
    List<TimedEvent> sorted =
        events.stream()
            .sorted(Comparator.comparingLong((TimedEvent event) -> event.event().invoked()))
            .toList();
    List<List<TimedEvent>> windows = new ArrayList<>();
    List<TimedEvent> window = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (TimedEvent event : sorted) {
      if (event.event().invoked() > end && !window.isEmpty()) {
        windows.add(window);
        window = new ArrayList<>();
      }
      window.add(event);
      // A call in doubt goes on for ever, and ends no window.
      end = event.isInDoubt() ? end : Math.max(end, event.event().returned());
    }
    if (!window.isEmpty()) {
      windows.add(window);
    }
    return windows;
  }

  /** As little of it as shows what is wrong: what had happened when some call returned. */
  private List<TimedEvent> untilProof(List<TimedEvent> window) {
    List<Long> cuts =
        window.stream()
            .filter(event -> !event.isInDoubt())
            .map(event -> event.event().returned())
            .sorted()
            .toList();
    int fits = -1;
    int proves = cuts.size() - 1;
    while (proves - fits > 1) {
      int middle = (fits + proves) / 2;
      if (WindowSearch.after(lifetime, clock, standings, until(cuts.get(middle), window))
          .isEmpty()) {
        proves = middle;
      } else {
        fits = middle;
      }
    }
    return until(cuts.get(proves), window);
  }

  private static List<TimedEvent> until(long cut, List<TimedEvent> window) {
    return window.stream()
        .filter(event -> event.event().invoked() < cut)
        .map(event -> event.event().returned() > cut ? event.running() : event)
        .toList();
  }

  private String render(List<TimedEvent> window) {
    return """
    Not linearizable: %s, whose entries live %s. Before, one of these was so:
    %s
    Then, of which no order explains all results when the last returns:
    %s\
    """
        .formatted(
            key,
            lifetime,
            standings.stream().map(this::render).collect(joining("\n")),
            window.stream().map(KeyCheck::render).collect(joining("\n")));
  }

  private String render(Standing standing) {
    Holding holding = standing.holding();
    return "  %s%s, in doubt %s"
        .formatted(
            holding.value(),
            holding.earliest() == Long.MAX_VALUE
                ? ""
                : " until %d to %d".formatted(holding.earliest(), holding.latest()),
            standing.pending().stream()
                .map(event -> event.event().operation().toString())
                .toList());
  }

  private static String render(TimedEvent event) {
    return "  at %d to %d %s"
        .formatted(event.from(), event.to(), event.event().render(Long.MAX_VALUE));
  }
}
