package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;

class JCacheCallsTest {
  private final List<Object> removed = new ArrayList<>();

  @SuppressWarnings("unchecked")
  private final Cache<String, Object> cache =
      (Cache<String, Object>)
          Proxy.newProxyInstance(
              JCacheCallsTest.class.getClassLoader(),
              new Class<?>[] {Cache.class},
              (proxy, method, arguments) -> {
                if (!method.getName().equals("removeAll")) {
                  throw new UnsupportedOperationException(method.getName());
                }
                Set<?> keys = (Set<?>) arguments[0];
                assertThat(keys.contains(null)).isFalse(); // as some stores ask
                assertThat(keys).isInstanceOf(SortedSet.class); // as Ignite warns without
                removed.addAll(keys);
                return null;
              });

  @Test
  void removeAll_isInTheOrderOfKeys() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      keys.add("key " + i * 7919);
    }

    new JCacheCalls(cache, JCacheCalls.BulkRead.AT_ONCE).removeAll(keys);

    assertThat(removed).containsExactlyElementsOf(keys.stream().sorted().toList());
  }
}
