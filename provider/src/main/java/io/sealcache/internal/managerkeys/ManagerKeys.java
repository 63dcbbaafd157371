package io.sealcache.internal.managerkeys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import java.util.Map;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one cache manager: those of its source, and what is to be said when that fails.
 *
 * @param chosen by {@code sealcache.key-source}; an instance may serve others yet
 * @param place where they come from, as it may be shown
 * @param context separates applications that share a master key; may be empty
 * @param events of the manager; a source has its own
 */
public record ManagerKeys(
    KeySource source, @Nullable Object chosen, String place, String context, SecurityEvents events)
    implements KeySource {
  /**
   * Takes them from the settings.
   *
   * @param classLoader finds a custom key source
   * @throws IllegalArgumentException if there are none, they are set in two ways, or one is
   *     malformed; the message shows how to make one, and never a key
   */
  public static ManagerKeys of(Settings settings, ClassLoader classLoader) {
    KeyPlace place = KeyPlace.of(settings);
    return new ManagerKeys(
        place.open(settings, classLoader),
        settings.find(Setting.KEY_SOURCE),
        place.shown(settings),
        settings.get(Setting.CONTEXT, String.class),
        new SecurityEvents());
  }

  /**
   * @throws CacheException if the source throws or gives none
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    @Nullable Keyring keyring = asked(tenant, source::keyring);
    if (keyring == null) {
      throw new CacheException(
          "The key source %s gave null; it must give a keyring, or throw an exception that says why"
              .formatted(source.getClass().getName()));
    }
    return keyring;
  }

  /**
   * The keys of what belongs to no tenant; null if user code has them: it may need a tenant, or
   * time, and is asked when a cache is.
   */
  public @Nullable Keyring ofNobody() {
    return chosen == null ? keyring(null) : null;
  }

  /**
   * @throws CacheException if the source throws
   */
  @Override
  public @Nullable Keyring existingKeyring(@Nullable String tenant) {
    return asked(tenant, source::existingKeyring);
  }

  private @Nullable Keyring asked(
      @Nullable String tenant, Function<@Nullable String, @Nullable Keyring> question) {
    try {
      return question.apply(tenant);
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw new CacheException(
          "The key source %s failed%s; see the cause"
              .formatted(
                  source.getClass().getName(),
                  tenant == null
                      ? " to give the keyring for no tenant, which seals what belongs to none"
                      : ""),
          e);
    }
  }

  /**
   * The source, if it is of this type.
   *
   * @throws IllegalArgumentException if it is of another one
   */
  public <T extends KeySource> T source(Class<T> type) {
    if (type.isInstance(source)) {
      return type.cast(source);
    }
    throw new IllegalArgumentException(
        "The keys of this cache manager come from no %s; for keys that can be forgotten set '%s'"
            .formatted(type.getSimpleName(), Setting.KEY_TABLE));
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
        SecurityEvent.started(
            manager, store, place, keyring == null ? KeyIds.NONE : KeyIds.of(keyring)));
  }

  /** The events of keys since the manager was opened; each event is in it. */
  @Override
  public Map<String, Long> history() {
    Map<String, Long> history = events.times();
    source.history().forEach((event, times) -> history.merge(event, times, Long::sum));
    return history;
  }

  @Override
  public void close() {
    if (!(chosen instanceof KeySource)) {
      source.close();
    }
  }

  @Override
  public String toString() {
    return "ManagerKeys[" + source.getClass().getName() + "]";
  }
}
