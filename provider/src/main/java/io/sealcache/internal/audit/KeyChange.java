package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that was done with keys.
 *
 * @param key the key's id, or that of a whole keyring's current one; empty where there is none
 * @param before id of the key in whose place it is; empty where there is none
 * @param index id of a whole keyring's index key; empty where there is none
 * @param count of how many names; 0 where it is about one keyring
 */
public record KeyChange(
    AuditEvent event, KeyPlace place, String key, String before, String index, long count) {

  /** Of a keyring as a whole. */
  public static KeyChange of(AuditEvent event, KeyPlace place) {
    return new KeyChange(event, place, "", "", "", 0);
  }

  /** New keys. */
  public static KeyChange created(KeyPlace place, KeyIds keys) {
    return of(AuditEvent.KEYS_CREATED, place, keys);
  }

  /** Of a keyring as a whole, of which it is known which keys it has. */
  public static KeyChange of(AuditEvent event, KeyPlace place, KeyIds keys) {
    return new KeyChange(event, place, keys.current(), "", keys.index(), 0);
  }

  /** Of the keyrings of many names. */
  public static KeyChange ofMany(AuditEvent event, KeyPlace place, long count) {
    return new KeyChange(event, place, "", "", "", count);
  }

  /** What has become of single keys, where one keyring takes the place of another. */
  public static List<KeyChange> between(KeyPlace place, KeyIds before, KeyIds after) {
    List<KeyChange> changes = new ArrayList<>();
    Set<String> old = before.dataKeys();
    Set<String> now = after.dataKeys();
    now.stream()
        .filter(key -> !old.contains(key))
        .forEach(key -> changes.add(single(AuditEvent.KEY_ADDED, place, key, "")));
    if (!after.current().equals(before.current())) {
      changes.add(single(AuditEvent.KEY_PROMOTED, place, after.current(), before.current()));
    }
    old.stream()
        .filter(key -> !now.contains(key))
        .forEach(key -> changes.add(single(AuditEvent.KEY_RETIRED, place, key, "")));
    if (!after.index().equals(before.index())) {
      changes.add(single(AuditEvent.INDEX_KEY_CHANGED, place, after.index(), before.index()));
    }
    return changes;
  }

  private static KeyChange single(AuditEvent event, KeyPlace place, String key, String before) {
    return new KeyChange(event, place, key, before, "", 0);
  }
}
