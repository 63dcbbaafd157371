package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;

import io.sealcache.CanarySearch;
import io.sealcache.EncryptedCacheManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.springframework.context.ApplicationContext;

/** What the application's store holds, as whoever runs the store sees it. */
final class StoreContents {
  private final List<byte[]> entries = new ArrayList<>();

  /** Of all caches but the descriptors. */
  static StoreContents of(ApplicationContext application) throws Exception {
    return of(application.getBean(EncryptedCacheManager.class));
  }

  /** Of all its caches but the descriptors. */
  static StoreContents of(EncryptedCacheManager manager) throws Exception {
    CacheManager store = (CacheManager) field(field(manager, "wrapped"), "manager");
    StoreContents contents = new StoreContents();
    for (String name : manager.getCacheNames()) {
      contents.add(requireNonNull(store.getCache(name), name));
    }
    return contents;
  }

  private static Object field(Object object, String name) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  private void add(Cache<?, ?> cache) throws IOException {
    for (Cache.Entry<?, ?> entry : cache) {
      add(entry.getKey());
      add(entry.getValue());
    }
  }

  /** Anything that can be serialised. */
  void add(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    entries.add(bytes.toByteArray());
  }

  int size() {
    return entries.size() / 2;
  }

  /** The forms in which a text is there. */
  Set<String> find(String canary) {
    Set<String> found = new LinkedHashSet<>();
    entries.forEach(bytes -> found.addAll(CanarySearch.find(canary, bytes)));
    return found;
  }
}
