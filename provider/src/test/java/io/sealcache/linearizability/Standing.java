package io.sealcache.linearizability;

import java.util.Set;

/**
 * A state that may be so between calls.
 *
 * @param pending calls whose outcome is unknown, and which have not taken effect
 */
record Standing(Holding holding, Set<TimedEvent> pending) {
  Standing {
    pending = Set.copyOf(pending);
  }
}
