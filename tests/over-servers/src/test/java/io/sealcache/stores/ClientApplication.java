package io.sealcache.stores;

import static java.util.Objects.requireNonNull;

import io.sealcache.EncryptedCachingProvider;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import javax.management.JMException;
import javax.management.ObjectName;
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
   * The message that an application begins with.
   *
   * @param properties the JVM's, beside those that it was started with
   * @param provider the class of the provider to use: ours, or a store's own
   */
  record Begin(Map<String, String> properties, String provider) implements Serializable {
    /**
     * @param options such as {@code -Dname=value}
     */
    static Begin of(List<String> options, String provider) {
      Map<String, String> properties = new HashMap<>();
      for (String option : options) {
        Matcher property = PROPERTY.matcher(option);
        if (!property.matches()) {
          throw new IllegalArgumentException(option + " is an option of a JVM of its own");
        }
        properties.put(property.group(1), property.group(2));
      }
      return new Begin(properties, provider);
    }

    private static final Pattern PROPERTY = Pattern.compile("-D([^=]+)=(.*)");
  }

  /**
   * The message that an application ends with, which is answered when its caching provider is
   * closed.
   */
  enum End {
    OF_APPLICATION
  }

  /**
   * Has one application after another run each {@link Task} that is read, and write its result or
   * what it threw.
   */
  @SuppressWarnings("BanSerializableRead") // the test's own objects
  public static void main(String[] arguments) throws Exception {
    ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(FileDescriptor.out));
    out.flush();
    System.setOut(System.err); // the answers' stream is the answers' alone
    ObjectInputStream in = new ObjectInputStream(System.in);
    Properties own = (Properties) System.getProperties().clone();
    try {
      while (true) {
        Begin begin = (Begin) in.readObject();
        System.getProperties().putAll(begin.properties());
        run(begin.provider(), in, out);
        System.setProperties((Properties) own.clone());
        write(out, new Answer(null, null));
      }
    } catch (EOFException e) {
      // the test is done with us
    }
    System.exit(0); // whatever threads a store left
  }

  @SuppressWarnings("BanSerializableRead") // the test's own objects
  private static void run(String name, ObjectInputStream in, ObjectOutputStream out)
      throws Exception {
    try (CachingProvider provider = provider(name)) {
      ClientApplication application = new ClientApplication(provider.getCacheManager());
      for (Object task = in.readObject(); task != End.OF_APPLICATION; task = in.readObject()) {
        write(out, application.answer((Task<?>) task));
      }
    }
  }

  private static void write(ObjectOutputStream out, Answer answer) throws IOException {
    out.writeObject(answer);
    out.reset();
    out.flush();
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

  /** The outcome of a task: a result, which may be null, or what it threw. */
  record Answer(@Nullable Object result, @Nullable Throwable thrown) implements Serializable {}

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

  /** An attribute of the MBean of a cache of the default manager. */
  static long attribute(String type, String cache, String attribute) throws JMException {
    String place = ",CacheManager=io.sealcache.EncryptedCachingProvider,Cache=" + cache;
    return (Long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(new ObjectName(type + place), attribute);
  }

  /** The calls of the application's own code, in their order; may be added to. */
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
