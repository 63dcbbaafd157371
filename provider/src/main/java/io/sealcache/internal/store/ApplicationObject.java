package io.sealcache.internal.store;

import java.io.Closeable;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * How objects of user code are made and closed. An exception that languages without checked ones
 * throw there undeclared becomes a {@link CacheException}.
 */
public final class ApplicationObject {
  private ApplicationObject() {}

  /**
   * Has a factory make one.
   *
   * @param role of the object, for messages: "cache loader"
   * @throws CacheException if the factory threw a checked exception, or gave null
   */
  public static <T> T make(Factory<T> factory, String role) {
    try {
      @Nullable T made = factory.create();
      if (made == null) { // taken for none at all, a writer's changes would be lost
        throw new CacheException("The factory of the " + role + " gave null");
      }
      return made;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheException("The factory of the " + role + " failed", e);
    }
  }

  /**
   * Closes one, where it is {@link Closeable}.
   *
   * @throws CacheException if it threw a checked exception
   */
  public static void close(@Nullable Object object, String role) {
    if (object instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new CacheException("The " + role + " failed to close", e);
      }
    }
  }

  /** Closes an object of user code. */
  public interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /** Closes, when {@code failure} is what the caller has to hear of. */
  public static void closeAfter(Throwable failure, AutoCloseable closing) {
    try {
      closing.close();
    } catch (Throwable e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }
}
