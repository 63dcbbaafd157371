package io.sealcache;

/**
 * How far sealing a cache's entries anew has come. Counts entries of the caller's tenant.
 *
 * @param resealed were under an older key, and are under the current one now
 * @param current were under the current one already
 * @param overtaken were changed by somebody else meanwhile, so that they are under the current key,
 *     or gone
 * @param unreadable do not open, and stay as they are
 */
public record Resealing(long resealed, long current, long overtaken, long unreadable) {
  /** All that was looked at. */
  public long entries() {
    return resealed + current + overtaken + unreadable;
  }
}
