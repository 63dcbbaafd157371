package io.sealcache.internal.managerkeys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one cache manager.
 *
 * @param place where they come from, as it may be shown
 * @param context separates applications that share a master key; may be empty
 * @param events of the manager itself; a source has its own
 */
public record ManagerKeys(KeySource source, String place, String context, SecurityEvents events) {
  /**
   * Takes them from the settings.
   *
   * @param classLoader finds a custom key source
   * @throws IllegalArgumentException if there are none, they are set in two ways, or one is
   *     malformed; the message shows how to make one, and never a key
   */
  public static ManagerKeys of(Settings settings, ClassLoader classLoader) {
    KeyPlace place = KeyPlace.of(settings);
    String context = settings.text(Setting.CONTEXT);
    return new ManagerKeys(
        place.open(settings, classLoader),
        place.shown(settings),
        context == null ? "" : context,
        new SecurityEvents());
  }

  /**
   * The source, if it is of this type.
   *
   * @throws IllegalArgumentException if it is of another one
   */
  public <T extends KeySource> T source(Class<T> type) {
    if (source instanceof ApplicationKeySource one && type.isInstance(one.source())) {
      return type.cast(one.source());
    }
    throw new IllegalArgumentException(
        "The keys of this cache manager come from no %s; for keys that can be forgotten set '%s'"
            .formatted(type.getSimpleName(), Setting.KEY_TABLE.propertyName()));
  }

  /**
   * Tells that the manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param keyring null where it isn't known yet
   */
  public void tellStart(String manager, String store, @Nullable Keyring keyring) {
    events.accept(
        new SecurityEvent.Started(
            manager, store, place, keyring == null ? KeyIds.NONE : KeyIds.of(keyring)));
  }

  /** The events of keys since the manager was opened; each event is in it. */
  public Map<String, Long> history() {
    Map<String, Long> history = events.times();
    source.history().forEach((event, times) -> history.merge(event, times, Long::sum));
    return history;
  }

  @Override
  public String toString() {
    return "ManagerKeys";
  }
}
