package io.sealcache.cli.check;

import io.sealcache.EncryptedConfiguration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** The application's loader and writer, which the store must not have. */
final class LoaderProbe implements Probe.Work {
  @Override
  public void run(ProbeCaches caches) throws UnfitException {
    Database database = new Database();
    EncryptedConfiguration<String, String> configuration =
        caches
            .configuration()
            .setReadThrough(true)
            .setCacheLoaderFactory(() -> database)
            .setWriteThrough(true)
            .setCacheWriterFactory(() -> database);
    Cache<String, String> cache = caches.open(configuration);
    for (String time : List.of("first", "second")) {
      UnfitException.unless(
          "loaded one".equals(cache.get("one")),
          "a value that is loaded does not come the %s time".formatted(time));
    }
    cache.put("two", "second");
    cache.remove("two");
    List<String> expected = List.of("load one", "write two second", "delete two");
    UnfitException.unless(
        expected.equals(database.calls),
        "a get, a put and a remove give the loader and writer %d calls, or others than 3 of theirs"
            .formatted(database.calls.size()));
  }

  private static final class Database
      implements CacheLoader<String, String>, CacheWriter<String, String> {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public String load(String key) {
      calls.add("load " + key);
      return "loaded " + key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      return StreamSupport.stream(keys.spliterator(), false)
          .collect(Collectors.toMap(key -> key, this::load));
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      calls.add("write %s %s".formatted(entry.getKey(), entry.getValue()));
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
    }

    @Override
    public void delete(Object key) {
      calls.add("delete " + key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
    }
  }
}
