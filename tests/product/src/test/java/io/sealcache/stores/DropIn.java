package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A store's configuration that applications have, run by the store alone and by SealCache. */
public record DropIn(
    Class<? extends CachingProvider> store,
    @Nullable URI uri,
    @Nullable ClassLoader loader,
    Properties properties) {

  /** Writes the file that the manager's URI names. */
  public static DropIn of(Class<? extends CachingProvider> store, Path file, String text) {
    try {
      return at(store, Files.writeString(file, text).toUri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DropIn at(Class<? extends CachingProvider> store, URI uri) {
    return new DropIn(store, uri, null, new Properties());
  }

  public <T> T unencrypted(Function<CacheManager, T> program) {
    try {
      return run(store.getConstructor().newInstance(), properties, program);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  public <T> T wrapped(Function<CacheManager, T> program) {
    Properties settings = StoreFixture.settings(store.getName());
    settings.putAll(properties);
    return run(new EncryptedCachingProvider(), settings, program);
  }

  private <T> T run(
      CachingProvider provider, Properties settings, Function<CacheManager, T> program) {
    try (provider) {
      return program.apply(provider.getCacheManager(uri, loader, settings));
    } finally {
      HazelcastDropIn.terminate(settings);
    }
  }

  /** Runs the program both ways; {@code seen} is what it has to see. */
  void assertSeen(Function<CacheManager, List<?>> program, Object... seen) {
    assertThat(this.<List<?>>unencrypted(program)).isEqualTo(List.of(seen));
    assertThat(this.<List<?>>wrapped(program)).isEqualTo(List.of(seen));
  }

  /** The message of the exception that the program ends in, over SealCache. */
  String refusal(Function<CacheManager, ?> program) {
    CacheException thrown =
        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> wrapped(program)).actual();
    return String.valueOf(thrown.getMessage());
  }

  static List<String> names(CacheManager manager) {
    TreeSet<String> names = new TreeSet<>();
    manager.getCacheNames().forEach(names::add);
    return List.copyOf(names);
  }

  static String kind(Runnable call) {
    Throwable thrown = catchThrowable(call::run);
    return thrown == null ? "nothing" : thrown.getClass().getName();
  }

  /** The caches that are declared, and what else a manager says; {@code one} is one of them. */
  static List<String> declared(CacheManager manager, String one, Configuration<?, ?> types) {
    List<String> seen = new ArrayList<>(List.of("names " + names(manager)));
    names(manager).forEach(name -> seen.add(name + types(manager.getCache(name))));
    seen.add("wrong type " + kind(() -> manager.getCache(one, Long.class, String.class)));
    seen.add("none " + manager.getCache("none"));
    seen.add("exists " + kind(() -> manager.createCache(one, types)));
    seen.add("uri " + manager.getURI());
    return seen;
  }

  @SuppressWarnings("unchecked") // of a class literal
  private static List<Class<?>> types(Cache<?, ?> cache) {
    Configuration<?, ?> types = cache.getConfiguration(Configuration.class);
    return List.of(types.getKeyType(), types.getValueType());
  }

  static <K, V> void operations(
      List<String> seen, Cache<K, V> cache, List<K> keys, List<V> values) {
    K one = keys.get(0);
    K two = keys.get(1);
    V a = values.get(0);
    V b = values.get(1);
    cache.put(one, a);
    for (int more = 0; more < 5; more++) {
      cache.put(two, b);
    }
    seen.add("get " + cache.get(one) + cache.get(two));
    seen.add("replace " + cache.replace(one, b, b) + cache.replace(one, a, b));
    seen.add("remove " + cache.remove(two, a) + cache.remove(two, b) + cache.get(two));
    seen.add("putIfAbsent " + cache.putIfAbsent(one, a) + cache.putIfAbsent(two, a));
    seen.add(
        "invoke "
            + cache.<Object>invoke(
                one,
                (entry, arguments) -> {
                  entry.setValue(a);
                  return entry.getValue();
                }));
    TreeSet<String> all = new TreeSet<>();
    cache.forEach(entry -> all.add(entry.getKey() + "=" + entry.getValue()));
    seen.add("all " + all);
  }
}
