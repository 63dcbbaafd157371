package io.sealcache.internal.audit;

/**
 * Which keys something has happened to.
 *
 * @param source the place that they come from, as it may be shown
 * @param record id of their record in a key table; empty where there is one keyring for all
 * @param name whose they are; empty unless it is to be shown
 */
public record KeyPlace(String source, String record, String name) {
  /** Of a source with one keyring. */
  public static KeyPlace of(String source) {
    return new KeyPlace(source, "", "");
  }
}
