package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that was done with keys.
 *
 * @param key the key's id, or that of the new data key; empty where there is none
 * @param before id of the key in whose place it is; empty where there is none
 * @param index id of the new index key; empty where there is none
 */
public record KeyChange(AuditEvent event, KeyPlace place, String key, String before, String index) {

  /** Of a keyring as a whole. */
  public static KeyChange of(AuditEvent event, KeyPlace place) {
    return new KeyChange(event, place, "", "", "");
  }

  /** New keys. */
  public static KeyChange created(KeyPlace place, KeyIds keys) {
    return new KeyChange(AuditEvent.KEYS_CREATED, place, keys.current(), "", keys.index());
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
    return new KeyChange(event, place, key, before, "");
  }
}
