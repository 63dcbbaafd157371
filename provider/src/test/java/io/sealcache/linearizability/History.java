package io.sealcache.linearizability;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;

/** The events of one key that was absent before, in order of invocation. */
record History<V>(String key, List<Event<V>> events) {
  History {
    events = events.stream().sorted(Comparator.comparingLong(Event::invoked)).toList();
  }

  /** The calls that threw. */
  List<Event<V>> failures() {
    return events.stream().filter(event -> event.outcome() instanceof Outcome.Threw).toList();
  }

  /** A line for each call invoked up to {@code cut}. */
  String render(long cut) {
    return events.stream()
        .filter(event -> event.invoked() <= cut)
        .map(event -> event.render(cut))
        .collect(joining("\n"));
  }

  @Override
  public String toString() {
    return "key " + key + "\n" + render(Long.MAX_VALUE);
  }
}
