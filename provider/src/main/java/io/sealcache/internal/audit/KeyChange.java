package io.sealcache.internal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something was done with keys, or they were loaded.
 *
 * @param key the id of the one that it is about; empty where it is a whole keyring
 * @param before id of the key in whose place it is; empty where there is none
 * @param keys of a whole keyring, where they are known
 * @param count of how many names; 0 where it is about one keyring
 */
public record KeyChange(
    EventName event, KeyPlace place, String key, String before, KeyIds keys, long count)
    implements SecurityEvent {

  /** Of a keyring as a whole. */
  public static KeyChange of(EventName event, KeyPlace place, KeyIds keys) {
    return new KeyChange(event, place, "", "", keys, 0);
  }

  /** Of the keyrings of so many names. */
  public static KeyChange ofMany(EventName event, KeyPlace place, long count) {
    return new KeyChange(event, place, "", "", KeyIds.NONE, count);
  }

  /** The changes of single keys, where one keyring takes the place of another. */
  public static List<KeyChange> between(KeyPlace place, KeyIds before, KeyIds after) {
    List<KeyChange> changes = new ArrayList<>();
    Set<String> old = before.dataKeys();
    Set<String> now = after.dataKeys();
    now.stream()
        .filter(key -> !old.contains(key))
        .forEach(key -> changes.add(single(EventName.KEY_ADDED, place, key, "")));
    if (!after.current().equals(before.current())) {
      changes.add(single(EventName.KEY_PROMOTED, place, after.current(), before.current()));
    }
    old.stream()
        .filter(key -> !now.contains(key))
        .forEach(key -> changes.add(single(EventName.KEY_RETIRED, place, key, "")));
    if (!after.index().equals(before.index())) {
      changes.add(single(EventName.INDEX_KEY_CHANGED, place, after.index(), before.index()));
    }
    return changes;
  }

  private static KeyChange single(EventName event, KeyPlace place, String key, String before) {
    return new KeyChange(event, place, key, before, KeyIds.NONE, 0);
  }

  @Override
  public void describe(EventLine line) {
    line.with(place).with("key", key).with("before", before).with(keys).with("count", count);
  }
}
