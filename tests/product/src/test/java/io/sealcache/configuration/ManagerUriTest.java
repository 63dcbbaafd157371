package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.Inside;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.managerstore.OpenedStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The URI of a cache manager as it is shown: its user information and query may hold a password.
 */
class ManagerUriTest {
  private static final String SECRET = "geheim";
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  @AutoClose private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final String place = "test://me:" + SECRET + "@host/" + UUID.randomUUID();
  private final URI uri = URI.create(place + "?token=" + SECRET);

  private CacheManager open(URI which, String... settings) {
    Properties properties =
        StoreFixture.settings(TestStore.REFERENCE_IMPLEMENTATION.providerClass());
    for (String setting : settings) {
      properties.put(setting, "true");
    }
    return provider.getCacheManager(which, null, properties);
  }

  @Test
  void manager_isNamedWithoutThem() {
    CacheManager manager = open(uri);

    assertThat(manager.toString()).contains("test://host/").doesNotContain(SECRET);
    assertThat(Inside.place(uri, getClass().getClassLoader()))
        .contains("test://host/")
        .doesNotContain(SECRET);
    try (StoreFixture store = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      assertThat(store.opened(uri).toString()).contains("test://host/").doesNotContain(SECRET);
    }
    assertThat(manager.getURI()).isEqualTo(uri);
  }

  @Test
  void closedManager_isNamedWithoutThem() {
    CacheManager manager = open(uri);
    manager.close();

    assertThatThrownBy(() -> manager.getCache("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("test://host/")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void managerThatIsOpenAlready_isNamedInTheLogWithoutThem() {
    List<String> messages =
        CapturedLog.of(
            "io.sealcache",
            () -> {
              open(uri);
              open(uri, "sealcache.java-filter");
            });
    assertThat(messages)
        .filteredOn(message -> message.contains("open already"))
        .singleElement()
        .asString()
        .contains("test://host/");
    assertThat(messages).noneMatch(message -> message.contains(SECRET));
  }

  @Test
  void storeThatCannotBeOpened_isNotQuotedWithThem() {
    RuntimeException quoting =
        new IllegalStateException("No " + uri, new IllegalStateException("for " + SECRET));

    CacheException refused =
        OpenedStore.refused(provider.getClass(), uri, "test", new RuntimeException("x", quoting));
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).contains("test://host/").doesNotContain(SECRET);

    RuntimeException silent = new IllegalStateException("No such host");
    assertThat(OpenedStore.refused(provider.getClass(), uri, "test", silent))
        .hasNoCause()
        .hasMessageContaining("says: a java.lang.IllegalStateException");
    assertThat(OpenedStore.refused(provider.getClass(), URI.create("test://host"), "test", silent))
        .hasCause(silent)
        .hasMessageContaining("says: No such host");
  }

  @Test
  void exceptionOfTheStores_isToldWhereTheUriIsShownWholeAlone() {
    CacheException quoting = new CacheException("No host at " + uri);
    Supplier<Object> failing =
        () -> {
          throw quoting;
        };
    try (StoreFixture store = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      OpenedStore shown = store.opened(URI.create("test://host/"));
      OpenedStore hidden = store.opened(uri);

      assertThatThrownBy(() -> shown.opening(failing)).isSameAs(quoting);
      assertThatThrownBy(() -> hidden.opening(failing))
          .isInstanceOf(CacheException.class)
          .hasNoCause()
          .hasMessageContaining("test://host/")
          .hasMessageContaining("says: a javax.cache.CacheException")
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void beans_areNamedWithoutThem() throws Exception {
    open(uri).createCache("a", managed());

    Set<ObjectName> beans = beans();
    assertThat(beans).hasSize(3);
    assertThat(beans).noneMatch(bean -> bean.toString().contains(SECRET));
  }

  @Test
  void beansOfManagersThatDifferInWhatIsNotShown_areThereForEach() throws Exception {
    CacheManager one = open(uri);
    one.createCache("a", managed());
    open(URI.create(place + "?token=other")).createCache("a", managed());
    assertThat(beans()).hasSize(6);

    one.close();
    assertThat(beans()).hasSize(3);
    one = open(uri);
    one.createCache("a", managed());
    assertThat(beans()).hasSize(6);
  }

  private static MutableConfiguration<String, String> managed() {
    return new MutableConfiguration<String, String>()
        .setManagementEnabled(true)
        .setStatisticsEnabled(true);
  }

  /** Of all managers here, in whichever way they are named. */
  private Set<ObjectName> beans() throws JMException {
    String id = place.substring(place.lastIndexOf('/') + 1);
    return SERVER.queryNames(null, null).stream()
        .filter(bean -> bean.toString().contains("sealcache") || bean.toString().contains("javax"))
        .filter(bean -> bean.toString().contains(id))
        .filter(bean -> !bean.toString().contains(SECRET) || !isOfTheStore(bean))
        .collect(Collectors.toSet());
  }

  private static boolean isOfTheStore(ObjectName bean) {
    try {
      return SERVER.getMBeanInfo(bean).getClassName().startsWith("org.jsr107");
    } catch (JMException e) {
      return true;
    }
  }
}
