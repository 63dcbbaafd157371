package io.sealcache.linearizability;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A key that was never used before, and what is known of it.
 *
 * @param latest the value that the entry seems to hold
 */
record RacedKey(String name, Lifetime lifetime, AtomicReference<String> latest, KeyCheck check) {

  private RacedKey(String name, Lifetime lifetime, ExpiryClock clock) {
    this(name, lifetime, new AtomicReference<>("none"), new KeyCheck(name, lifetime, clock));
  }

  /** So many of each lifetime. */
  static List<RacedKey> fresh(String prefix, int ofEach, ExpiryClock clock) {
    return Stream.of(Lifetime.values())
        .flatMap(
            lifetime ->
                IntStream.range(0, ofEach)
                    .mapToObj(i -> new RacedKey(prefix + lifetime + i, lifetime, clock)))
        .toList();
  }
}
