package io.sealcache.linearizability;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a {@link LongRace}.
 *
 * @param calls bulk operations counted once
 * @param contended times that calls on one key overlapped, however many they were
 * @param thrown how often what was thrown, by class
 * @param violations results that no order of the calls explains
 * @param undecided searches that were given up
 */
public record RaceTally(
    long calls,
    long contended,
    Map<String, Long> thrown,
    List<String> violations,
    List<String> undecided) {
  public RaceTally {
    thrown = Map.copyOf(thrown);
    violations = List.copyOf(violations);
    undecided = List.copyOf(undecided);
  }
}
