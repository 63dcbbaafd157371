package io.sealcache.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small objects whose encoding would take all memory, or years. */
class EncodingBoundsTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /** A tree of criteria, as a request may bring it. */
  private static final class Filter implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Set<Filter> any = new HashSet<>();

    private Filter(String name) {
      this.name = name;
    }

    /** Each holds the next one, and one more. */
    private static Filter nested(int depth) {
      Filter filter = new Filter("0");
      for (int i = 1; i < depth; i++) {
        Filter next = new Filter("" + i);
        next.any.add(filter);
        next.any.add(new Filter("leaf"));
        filter = next;
      }
      return filter;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Filter filter && filter.name.equals(name) && filter.any.equals(any);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, any);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "java"})
  void put_ofAnObjectWhosePartsAreShared_isRefusedAtMaxValueSize(String codec) {
    Cache<String, Object> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<String, Object>()
                .setTypes(String.class, Object.class)
                .setCodec(codec)
                .setMaxValueSize(1 << 20));
    Object value = codec.equals("java") ? new ArrayList<>(List.of(new byte[2 << 20])) : doubled();

    assertThatThrownBy(() -> cache.put("key", value))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("max-value-size allows 1048576");
    assertThat(cache.containsKey("key")).isFalse();
  }

  @Test
  void put_underAKeyWhosePartsAreShared_isRefused() {
    Cache<Object, String> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<Object, String>().setTypes(Object.class, String.class));

    assertThatThrownBy(() -> cache.put(doubled(), "value"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("Use a digest");
  }

  /** 2^40 leaves. */
  private static Object doubled() {
    List<Object> list = List.of("a");
    for (int i = 0; i < 40; i++) {
      list = List.of(list, list);
    }
    return list;
  }

  @Test
  void get_byAKeyOfSetsInSets_takesNoTimeThatDoublesWithEachLevel() {
    Cache<Filter, String> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<Filter, String>().setTypes(Filter.class, String.class));
    cache.put(Filter.nested(40), "value");

    assertThat(cache.get(Filter.nested(40))).isEqualTo("value");
    assertThat(cache.get(Filter.nested(39))).isNull();
  }
}
