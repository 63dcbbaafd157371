package io.sealcache;

import static java.util.Objects.requireNonNull;

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

/** What the store of an application's caches holds, as whoever runs the store sees it. */
public final class StoreContents {
  private final List<byte[]> entries = new ArrayList<>();

  /** Of all its caches but the descriptors. */
  public static StoreContents of(EncryptedCacheManager manager) throws Exception {
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
  public void add(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    entries.add(bytes.toByteArray());
  }

  public int size() {
    return entries.size() / 2;
  }

  /** The forms in which a text is there. */
  public Set<String> find(String canary) {
    Set<String> found = new LinkedHashSet<>();
    entries.forEach(bytes -> found.addAll(CanarySearch.find(canary, bytes)));
    return found;
  }
}
