package io.sealcache.internal.managerkeys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.settings.ApplicationClass;
import io.sealcache.internal.settings.Choice;
import io.sealcache.internal.settings.Setting;
import io.sealcache.keys.KeyLoadStatus;
import io.sealcache.keys.KeySource;
import java.util.Map;
import java.util.Optional;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A custom key source, and what is to be said when it fails. */
final class ApplicationKeySource implements KeySource {
  private final KeySource source;
  private final boolean isOurs;

  private ApplicationKeySource(KeySource source, boolean isOurs) {
    this.source = source;
    this.isOurs = isOurs;
  }

  /**
   * Makes the source, if the application has not.
   *
   * @param classLoader finds the class
   * @throws IllegalArgumentException if that fails
   */
  static ApplicationKeySource of(Choice<KeySource> choice, ClassLoader classLoader) {
    return new ApplicationKeySource(
        new ApplicationClass<>(KeySource.class, Setting.KEY_SOURCE).choose(choice, classLoader),
        choice instanceof Choice.Named);
  }

  KeySource source() {
    return source;
  }

  /** One that comes with SealCache, and may fail while it is used. */
  static ApplicationKeySource ofOurs(KeySource source) {
    return new ApplicationKeySource(source, true);
  }

  /**
   * @throws CacheException if the source throws or gives none
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    @Nullable Keyring keyring;
    try {
      keyring = source.keyring(tenant);
    } catch (Exception e) {
      throw failed(tenant, e);
    }
    if (keyring == null) {
      throw new CacheException(
          "The key source %s gave null; it must give a keyring, or throw an exception that says why"
              .formatted(source.getClass().getName()));
    }
    return keyring;
  }

  /**
   * @throws CacheException if the source throws
   */
  @Override
  public @Nullable Keyring existingKeyring(@Nullable String tenant) {
    try {
      return source.existingKeyring(tenant);
    } catch (Exception e) {
      throw failed(tenant, e);
    }
  }

  private CacheException failed(@Nullable String tenant, Exception cause) {
    return new CacheException(
        "The key source %s failed%s; see the cause"
            .formatted(
                source.getClass().getName(),
                tenant == null
                    ? " to give the keyring for no tenant, which seals what belongs to none"
                    : ""),
        cause);
  }

  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    return source.loadStatus();
  }

  @Override
  public Map<String, Long> history() {
    return source.history();
  }

  /** An instance that the application made may serve others yet. */
  @Override
  public void close() {
    if (isOurs) {
      source.close();
    }
  }

  @Override
  public String toString() {
    return "ApplicationKeySource[" + source.getClass().getName() + "]";
  }
}
