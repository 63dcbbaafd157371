package io.sealcache.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.UnreadableEntryException;
import io.sealcache.core.UnreadableReason;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Deployment;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of classes that the class loader of a manager knows and ours does not. */
class ClassLoaderTest {
  private static final String ORDER =
      """
      private final String id;
      public Order(String id) { this.id = id; }
      @Override public String toString() { return "order " + id; }
      """;
  private static final String NEWER_ORDER = ORDER + "private final String note = null;";
  private static final String CUSTOMER = "String name";
  private static final String NEWER_CUSTOMER = "String name, String city";

  @TempDir private Path directory;

  @OverEachStore
  void values_areOfTheManagersClassLoader(TestStore store) throws Exception {
    try (Deployment application = Deployment.of(directory, ORDER, CUSTOMER);
        StoreFixture fixture = StoreFixture.over(store, application.loader())) {
      EncryptedCache<Object, Object> cache = fixture.create("any");
      cache.put("order", application.order("7"));
      cache.put(application.customer("Ada"), application.customer("Charles"));

      assertThat(cache.get("order")).hasToString("order 7").isNotNull();
      assertThat(loaderOf(requireNonNull(cache.get("order")))).isSameAs(application.loader());
      assertThat(cache.get(application.customer("Ada"))).isEqualTo(application.customer("Charles"));
      assertThat(cache)
          .extracting(Cache.Entry::getKey)
          .containsExactlyInAnyOrder("order", application.customer("Ada"));
    }
  }

  @OverEachStore
  void redeployment_readsWhatItsClassesCanTake(TestStore store) throws Exception {
    try (Deployment before = Deployment.of(directory, ORDER, CUSTOMER);
        Deployment after = Deployment.of(directory, NEWER_ORDER, NEWER_CUSTOMER);
        StoreFixture one = StoreFixture.over(store, before.loader());
        StoreFixture other = StoreFixture.over(store, after.loader())) {
      EncryptedCache<Object, Object> cache = one.create("any");
      cache.put("order", before.order("7"));
      cache.put("customer", before.customer("Ada"));
      EncryptedCache<Object, Object> redeployed = other.create("any");
      one.raw("any").entries().forEach(other.raw("any")::plant);

      assertThat(redeployed.get("order")).hasToString("order 7");
      assertThat(loaderOf(requireNonNull(redeployed.get("order")))).isSameAs(after.loader());
      assertThat(redeployed.get("customer")).isNull();
      assertThat(Inside.unreadable(redeployed, UnreadableReason.UNDECODABLE)).isEqualTo(1);
      redeployed.put("customer", after.customer("Ada", "London"));
      assertThat(redeployed.get("customer")).isEqualTo(after.customer("Ada", "London"));
    }
  }

  @Test
  void classThatTheManagersLoaderLacks_isNamedInTheLogAndTheException() throws Exception {
    try (Deployment application = Deployment.of(directory, ORDER, CUSTOMER);
        StoreFixture one = StoreFixture.over(TestStore.CAFFEINE, application.loader());
        StoreFixture other = StoreFixture.over(TestStore.CAFFEINE)) {
      one.<Object, Object>create("any").put("customer", application.customer("Ada"));
      EncryptedCache<Object, Object> cache =
          other.create(
              "any",
              new EncryptedConfiguration<Object, Object>().setOnUnreadable(OnUnreadable.FAIL));
      one.raw("any").entries().forEach(other.raw("any")::plant);
      String why =
          "the configured codec can't decode it: the class loader of the cache manager finds no"
              + " class com.acme.Customer, or not all that it needs";

      List<String> log =
          CapturedLog.of(
              "io.sealcache.audit",
              () ->
                  assertThatThrownBy(() -> cache.get("customer"))
                      .isInstanceOf(UnreadableEntryException.class)
                      .hasMessageEndingWith(why)
                      .hasNoCause());

      assertThat(log).singleElement().asString().contains(why).doesNotContain("Ada");
    }
  }

  @OverEachStore
  void close_letsGoOfTheClassLoader(TestStore store) throws Exception {
    WeakReference<ClassLoader> loader = useAndClose(store);

    for (int i = 0; i < 3_000 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(loader.get()).isNull();
  }

  private WeakReference<ClassLoader> useAndClose(TestStore store) throws Exception {
    try (Deployment application = Deployment.of(directory, ORDER, CUSTOMER);
        StoreFixture fixture = StoreFixture.over(store, application.loader())) {
      EncryptedCache<Object, Object> cache = fixture.create("any");
      cache.put("order", application.order("7"));
      cache.put(application.customer("Ada"), application.customer("Charles"));
      assertThat(cache.getAll(Set.of("order"))).hasSize(1);
      return new WeakReference<>(application.loader());
    }
  }

  private static ClassLoader loaderOf(Object object) {
    return object.getClass().getClassLoader();
  }
}
