package io.sealcache.stores;

import static java.util.Objects.requireNonNull;

import io.sealcache.EncryptedCachingProvider;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** An application with a cache manager, which does what the test tells it on standard input. */
final class ClientApplication {
  private final CacheManager manager;
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();

  private ClientApplication(CacheManager manager) {
    this.manager = manager;
  }

  /**
   * Runs each {@link Task} that is read, and writes its result or what it threw.
   *
   * @param arguments the class of the provider to use: ours, or a store's own
   */
  @SuppressWarnings("BanSerializableRead") // the test's own objects
  public static void main(String[] arguments) throws Exception {
    ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(FileDescriptor.out));
    out.flush();
    System.setOut(System.err); // the answers' stream is the answers' alone
    ObjectInputStream in = new ObjectInputStream(System.in);
    try (CachingProvider provider = provider(arguments[0])) {
      ClientApplication application = new ClientApplication(provider.getCacheManager());
      while (true) {
        out.writeObject(application.answer((Task<?>) in.readObject()));
        out.reset();
        out.flush();
      }
    } catch (EOFException e) {
      // the test is done with us
    }
    System.exit(0); // whatever threads a store left
  }

  private static CachingProvider provider(String name) throws ReflectiveOperationException {
    return Class.forName(name).asSubclass(CachingProvider.class).getConstructor().newInstance();
  }

  static Class<? extends CachingProvider> sealing() {
    return EncryptedCachingProvider.class;
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // for the log of this application
  private Answer answer(Task<?> task) throws IOException {
    try {
      return new Answer(task.run(this), null);
    } catch (Exception | AssertionError e) {
      e.printStackTrace();
      return new Answer(null, e);
    }
  }

  /** What a task came to: a result, which may be null, or what it threw. */
  record Answer(@Nullable Object result, @Nullable Throwable thrown)
      implements java.io.Serializable {}

  CacheManager manager() {
    return manager;
  }

  <K, V> Cache<K, V> create(String name, Configuration<K, V> configuration) {
    return manager.createCache(name, configuration);
  }

  /** The open cache of this name. */
  <K, V> Cache<K, V> cache(String name) {
    return requireNonNull(manager.getCache(name));
  }

  /** What the application's own code was called for, in its order; may be added to. */
  List<String> notes() {
    return notes;
  }

  /** Keeps one object of a class for later tasks. */
  <T> void keep(Class<T> type, T object) {
    kept.put(type, object);
  }

  /** The one that an earlier task kept. */
  <T> T kept(Class<T> type) {
    return type.cast(requireNonNull(kept.get(type)));
  }
}
