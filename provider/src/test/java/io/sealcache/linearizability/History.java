package io.sealcache.linearizability;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The events of one key that was absent before, in order of invocation. */
record History<V>(String key, List<Event<V>> events) {
  History {
    events = events.stream().sorted(Comparator.comparingLong(Event::invoked)).toList();
  }

  /** The calls that threw. */
  List<Event<V>> failures() {
    return events.stream().filter(event -> event.outcome() instanceof Outcome.Threw).toList();
  }

  /** The fault that shows that no order of the calls explains all results; empty if one does. */
  Optional<String> fault() {
    return new KeyCheck<V>("key " + key, Lifetime.ETERNAL, ExpiryClock.OF_THE_STORE)
        .accept(events.stream().map(event -> new TimedEvent<>(event, 0, 0)).toList());
  }

  @Override
  public String toString() {
    return events.stream()
        .map(event -> event.render(Long.MAX_VALUE))
        .collect(joining("\n", "key " + key + "\n", ""));
  }
}
