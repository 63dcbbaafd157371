package io.sealcache.internal.audit;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to keys or entries. It holds no key, value or secret, and the name of a
 * tenant only where a setting says so.
 */
public sealed interface SecurityEvent
    permits KeyChange, KeyFailure, SecurityEvent.Started, SecurityEvent.Unreadable {
  EventName event();

  /** Writes the fields, the same for all that are told. */
  void describe(EventLine line);

  /** With which others it may be counted, where it comes so often that some are left out. */
  default Object like() {
    return event();
  }

  /**
   * A cache manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param source where keys come from, as it may be shown
   * @param keys none where the source is asked only when a cache is used
   */
  record Started(String manager, String store, String source, KeyIds keys)
      implements SecurityEvent {
    @Override
    public EventName event() {
      return EventName.STARTED;
    }

    @Override
    public void describe(EventLine line) {
      line.with("manager", manager).with("store", store).with("source", source).with(keys);
    }
  }

  /**
   * An entry of a cache didn't open.
   *
   * @param entry null if its stored key is none of ours, and may be in clear
   * @param why without data
   */
  record Unreadable(String cache, UnreadableReason reason, @Nullable StoredKey entry, String why)
      implements SecurityEvent {
    @Override
    public EventName event() {
      return EventName.UNREADABLE;
    }

    /** Apart, so that who may write rubbish can't have an attack go unsaid. */
    @Override
    public Object like() {
      return reason;
    }

    @Override
    public void describe(EventLine line) {
      line.with("cache", cache)
          .with("reason", reason.name())
          .with("entry", entry == null ? "" : entry.fingerprint())
          .with("why", why);
    }
  }
}
