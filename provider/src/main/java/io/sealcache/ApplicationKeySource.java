package io.sealcache;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.Keyring;
import java.lang.reflect.InvocationTargetException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A key source of the application's, and what is to be said when it fails. */
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
  static ApplicationKeySource of(KeySourceChoice choice, ClassLoader classLoader) {
    return choice instanceof KeySourceChoice.Instance instance
        ? new ApplicationKeySource(instance.source(), false)
        : new ApplicationKeySource(
            instantiate(((KeySourceChoice.Named) choice).className(), classLoader), true);
  }

  private static KeySource instantiate(String className, ClassLoader classLoader) {
    try {
      return Class.forName(className, true, classLoader)
          .asSubclass(KeySource.class)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', whose constructor failed; see the cause"
              .formatted(Setting.KEY_SOURCE.propertyName(), className),
          e.getCause());
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s'; it must be a public class on the class path that implements %s and has a public constructor without parameters, or an instance"
              .formatted(Setting.KEY_SOURCE.propertyName(), className, KeySource.class.getName()),
          e);
    }
  }

  /**
   * @throws CacheException if the source throws or gives none
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    @Nullable Keyring keyring;
    try {
      keyring = source.keyring(tenant);
    } catch (RuntimeException e) {
      throw new CacheException(
          "The key source %s failed; see the cause".formatted(source.getClass().getName()), e);
    }
    if (keyring == null) {
      throw new CacheException(
          "The key source %s gave null; it must give a keyring, or throw an exception that says why"
              .formatted(source.getClass().getName()));
    }
    return keyring;
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
