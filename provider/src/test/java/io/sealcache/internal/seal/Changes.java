package io.sealcache.internal.seal;

/** Changes of one entry. */
public final class Changes {
  private Changes() {}

  public static EntryChange<String, Boolean> storing(
      EntryAccess<String> entry, Read<String> seen, String value) {
    return new EntryChange<>(entry, seen, new Decision<>(Decision.Kind.STORE, value, true), false);
  }

  public static EntryChange<String, Boolean> removing(
      EntryAccess<String> entry, Read<String> seen) {
    return new EntryChange<>(entry, seen, new Decision<>(Decision.Kind.REMOVE, null, true), false);
  }

  public static EntryChange<String, Boolean> touching(EntryAccess<String> entry) {
    return new EntryChange<>(
        entry, entry.peek(), new Decision<>(Decision.Kind.TOUCH, null, true), false);
  }

  /** Whatever is there. */
  public static <V> WriteOutcome put(EntryAccess<V> entry, V value) {
    return entry.put(entry.seal(value));
  }

  /** Whatever is there, if something is. */
  public static <V> WriteOutcome replace(EntryAccess<V> entry, V value) {
    return entry.replace(entry.seal(value));
  }

  /** Made by itself. */
  public static WriteOutcome store(EntryAccess<String> entry, Read<String> seen, String value) {
    return made(storing(entry, seen, value));
  }

  /** Made by itself. */
  public static WriteOutcome remove(EntryAccess<String> entry, Read<String> seen) {
    return made(removing(entry, seen));
  }

  private static WriteOutcome made(EntryChange<String, Boolean> change) {
    change.make(() -> {});
    return change.written();
  }
}
