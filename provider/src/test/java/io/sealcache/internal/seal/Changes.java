package io.sealcache.internal.seal;

/** Changes of one entry that are made by themselves. */
public final class Changes {
  private Changes() {}

  public static WriteOutcome store(EntryAccess<String> entry, Read<String> seen, String value) {
    EntryChange<String> change = EntryChange.storing(entry, seen, value);
    change.make(() -> {});
    return change.written();
  }

  public static WriteOutcome remove(EntryAccess<String> entry, Read<String> seen) {
    EntryChange<String> change = EntryChange.removing(entry, seen);
    change.make(() -> {});
    return change.written();
  }
}
