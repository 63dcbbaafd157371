package io.sealcache.linearizability;

import java.util.Set;

/**
 * A state that may be so between calls.
 *
 * @param pending calls whose outcome is unknown, and which have not taken effect
 */
record Standing<V>(Holding<V> holding, Set<TimedEvent<V>> pending) {
  Standing {
    pending = Set.copyOf(pending);
  }
}
