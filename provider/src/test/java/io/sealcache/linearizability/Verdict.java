package io.sealcache.linearizability;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of the check. */
sealed interface Verdict<V> {
  /** Some order of the calls explains all results. */
  record Linearizable<V>() implements Verdict<V> {}

  /**
   * No order does, not even of what had happened when {@code last} returned.
   *
   * @param last the earliest call whose return proves it
   * @param possible the values, null for none, of which one must have been present by then
   */
  record NotLinearizable<V>(History<V> history, Event<V> last, Set<@Nullable V> possible)
      implements Verdict<V> {
    @Override
    public String toString() {
      return """
          Not linearizable: what happened to %s until thread %d returned from %s
          %s
          Without that call the entry holds one of %s by then, and nowhere does %s %s fit."""
          .formatted(
              history.key(),
              last.thread(),
              last.operation(),
              history.render(last.returned()),
              possible,
              last.operation(),
              last.outcome());
    }
  }
}
