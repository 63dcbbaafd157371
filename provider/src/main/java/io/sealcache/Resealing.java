package io.sealcache;

/**
 * How far sealing a cache's entries anew has come.
 *
 * @param resealed were under an older key, and are under the current one now
 * @param current were under the current one already
 * @param overtaken were changed by somebody else meanwhile, so that they are under the current key,
 *     or gone
 * @param unreadable do not open, and stay as they are
 * @param foreign are of tenants that were not asked for, or were made with another index key
 * @param withoutEntries tenants that were asked for by name, and have no keys or no entry here, as
 *     if the name were wrong; 0 until the end
 */
public record Resealing(
    long resealed,
    long current,
    long overtaken,
    long unreadable,
    long foreign,
    long withoutEntries) {
  /** Those that were looked at: all except the foreign ones. */
  public long entries() {
    return resealed + current + overtaken + unreadable;
  }
}
