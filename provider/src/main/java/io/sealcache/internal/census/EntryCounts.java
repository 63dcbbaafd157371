package io.sealcache.internal.census;

import java.util.Map;

/**
 * How many entries a store holds, whose ever they are.
 *
 * @param sealed by what they say of how they were sealed
 * @param others that are no entries of SealCache's
 * @param uncounted that say something else than all in {@code sealed}, which can't take more
 */
public record EntryCounts(Map<SealedBy, Long> sealed, long others, long uncounted) {
  public EntryCounts {
    sealed = Map.copyOf(sealed);
  }
}
