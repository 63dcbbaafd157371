package io.sealcache.internal.jfr;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which keys a keyring has, by their ids, which are public.
 *
 * @param previous separated by commas; empty if there are none
 */
public record KeyIds(String current, String previous, String index) {
  /** Of keys that aren't known, or aren't there. */
  public static final KeyIds NONE = new KeyIds("", "", "");

  public static KeyIds of(Keyring keyring) {
    return of(
        keyring.current().id(),
        keyring.previous().stream().mapToInt(MasterKey::id),
        keyring.indexKey().id());
  }

  public static KeyIds of(int current, IntStream previous, int index) {
    return new KeyIds(
        text(current),
        previous.mapToObj(KeyIds::text).collect(Collectors.joining(",")),
        text(index));
  }

  /** Those that open values, the current one first; empty if they aren't known. */
  public Set<String> dataKeys() {
    Set<String> keys = new LinkedHashSet<>(List.of(current));
    keys.addAll(List.of(previous.split(",")));
    keys.remove("");
    return keys;
  }

  static String text(int id) {
    return "%08x".formatted(id);
  }
}
