package io.sealcache.internal.audit;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Which keys a keyring has, by their ids, which are public.
 *
 * @param previous separated by commas; empty if there are none
 */
public record KeyIds(String current, String previous, String index) {
  /** Of keys that aren't known, or aren't there. */
  public static final KeyIds NONE = new KeyIds("", "", "");

  public static KeyIds of(Keyring keyring) {
    StringJoiner previous = new StringJoiner(",");
    for (MasterKey key : keyring.previous()) {
      previous.add(text(key));
    }
    return new KeyIds(text(keyring.current()), previous.toString(), text(keyring.indexKey()));
  }

  /** Those that open values, the current one first; empty if they aren't known. */
  public Set<String> dataKeys() {
    Set<String> keys = new LinkedHashSet<>(List.of(current));
    keys.addAll(List.of(previous.split(",")));
    keys.remove("");
    return keys;
  }

  private static String text(MasterKey key) {
    return "%08x".formatted(key.id());
  }
}
