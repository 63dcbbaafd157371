package io.sealcache.internal.jfr;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Tells Java Flight Recorder what happens, while somebody records. What it is told holds names of
 * caches and ids of keys, and no key, value, tenant or secret. The module {@code jdk.jfr} may be
 * missing, as in an image that jlink made: nothing is told then.
 */
public final class FlightEvents {
  private static final boolean PRESENT = isPresent();

  private FlightEvents() {}

  private static boolean isPresent() {
    try {
      Class.forName("jdk.jfr.Event", false, FlightEvents.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // the module is optional
    }
  }

  /**
   * Whether anybody may be recording. The first class of an event that is loaded has Flight
   * Recorder read what it could be told by anyone, a good part of a start: left to who records.
   */
  private static boolean isThere() {
    return PRESENT && FlightRecorder.isInitialized();
  }

  /**
   * A cache manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param source where keys come from that are asked for later; empty where {@code keys} are known
   */
  public static void managerStarted(String manager, String store, String source, KeyIds keys) {
    if (isThere()) {
      ManagerStartEvent.tell(manager, store, source, keys);
    }
  }

  /**
   * Keys were loaded, or seen to be unchanged.
   *
   * @param source the place they come from, as it may be shown
   */
  public static void keysLoaded(String source, boolean changed, KeyIds keys) {
    if (isThere()) {
      KeyLoadEvent.tell(source, true, changed, 0, "", keys);
    }
  }

  /**
   * Keys could not be loaded.
   *
   * @param source the place they come from, as it may be shown
   * @param failures how often in a row
   * @param failure the class of what was thrown
   * @param inUse the keys that stay
   */
  public static void keysNotLoaded(String source, int failures, String failure, KeyIds inUse) {
    if (isThere()) {
      KeyLoadEvent.tell(source, false, false, failures, failure, inUse);
    }
  }

  /**
   * Something was done with keys.
   *
   * @param change what: a name of docs/logging.md
   * @param source the place that they come from, as it may be shown
   * @param record id of the keys' record in a key table; empty where they have none
   * @param name whose keys they are; empty unless it is to be shown
   * @param count of how many names; 0 where it is about one keyring
   */
  public static void keyChanged(
      String change,
      String source,
      String record,
      String name,
      String key,
      String before,
      String index,
      long count) {
    if (isThere()) {
      KeyChangeEvent.tell(change, source, record, name, key, before, index, count);
    }
  }

  /**
   * Something that keys depend on failed, or works again.
   *
   * @param problem what: a name of docs/logging.md
   * @param source the place that they come from, as it may be shown
   * @param record id of the keys' record in a key table; empty where it is about more than one
   * @param name whose keys they are; empty unless it is to be shown
   * @param count how often since the last time that this was told
   */
  public static void keysFailed(
      String problem,
      String source,
      String record,
      String name,
      String operation,
      long count,
      String failure,
      String cause) {
    if (isThere()) {
      KeyFailureEvent.tell(problem, source, record, name, operation, count, failure, cause);
    }
  }

  /**
   * Keys of names were loaded, which were not in memory.
   *
   * @param count how many since the last time that this was told
   */
  public static void nameKeysLoaded(String source, long count) {
    if (isThere()) {
      NameKeyLoadEvent.tell(source, count);
    }
  }

  /**
   * Values of a cache are sealed in a new session.
   *
   * @param cause why the last one ended
   */
  public static void sessionBegun(String cache, int keyId, String cause) {
    if (isThere()) {
      SessionEvent.tell(cache, keyId, cause);
    }
  }

  /** Whether anybody records entries that don't open. */
  public static boolean recordsUnreadable() {
    return isThere() && UnreadableEvent.isRecorded();
  }

  /**
   * Entries of a cache did not open.
   *
   * @param count how many since the last time that this was told
   * @param total how many since the cache was opened
   */
  public static void unreadable(String cache, String reason, long count, long total) {
    if (isThere()) {
      UnreadableEvent.tell(cache, reason, count, total);
    }
  }

  /** Times the sealing of a value from now on; null while nobody records it. */
  public static @Nullable Timing sealing() {
    return isThere() ? SealEvent.timing() : null;
  }

  /** Times the opening of a value from now on; null while nobody records it. */
  public static @Nullable Timing opening() {
    return isThere() ? OpenEvent.timing() : null;
  }
}
