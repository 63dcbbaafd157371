package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptionMXBean;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications that leave while the JVM stays, with their class loaders. */
class RedeploymentTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final URI uri = URI.create("test:" + UUID.randomUUID());

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE_IMPLEMENTATION", "CAFFEINE", "EHCACHE_HEAP"})
  void applicationThatClosedItsManager_isCollected(TestStore store) throws Exception {
    Undeployment.awaitCollected(
        Undeployment.inALoaderOfItsOwn(
            application ->
                application
                    .getMethod("run", String.class, String.class)
                    .invoke(null, store.providerClass(), uri.toString())));

    assertThat(beans()).isEmpty();
  }

  @Test
  void applicationWhoseKeysAThreadLoaded_isCollected(@TempDir Path directory) throws Exception {
    Undeployment.awaitCollected(
        Undeployment.inALoaderOfItsOwn(
            application ->
                application
                    .getMethod("runWithServedKeys", String.class, String.class, String.class)
                    .invoke(
                        null,
                        TestStore.CAFFEINE.providerClass(),
                        uri.toString(),
                        directory.resolve("keyring").toString())));
  }

  @Test
  void deploymentBesideAnother_hasBeansOfItsOwnAndSaysSo() throws Exception {
    ClassLoader ours = getClass().getClassLoader();
    try (EncryptedCachingProvider first = new EncryptedCachingProvider();
        EncryptedCachingProvider second = new EncryptedCachingProvider()) {
      create(first, ours, TestStore.REFERENCE_IMPLEMENTATION)
          .<String, Integer>getCache("forgotten")
          .put("a", 1);
      List<String> log =
          CapturedLog.of(
              "io.sealcache", () -> create(second, ours, TestStore.REFERENCE_IMPLEMENTATION));

      assertThat(log)
          .filteredOn(line -> line.contains("The MBean"))
          .hasSize(3)
          .allMatch(line -> line.startsWith("WARNING") && line.contains(",instance=2"));
      assertThat(beans()).hasSize(6);
      first.close();

      assertThat(beans()).hasSize(3).allMatch(name -> "2".equals(name.getKeyProperty("instance")));
      assertThat(JMX.newMXBeanProxy(SERVER, encryption(), EncryptionMXBean.class).getSealed())
          .isZero();
    }
  }

  private CacheManager create(
      EncryptedCachingProvider provider, ClassLoader loader, TestStore store) {
    Properties properties = StoreFixture.settings(store.providerClass());
    CacheManager manager = provider.getCacheManager(uri, loader, properties);
    manager.createCache(
        "forgotten",
        new MutableConfiguration<String, Integer>()
            .setStatisticsEnabled(true)
            .setManagementEnabled(true));
    return manager;
  }

  private Set<ObjectName> beans() throws Exception {
    return SERVER.queryNames(
        new ObjectName("*:CacheManager=" + uri.toString().replace(':', '.') + ",*"), null);
  }

  private ObjectName encryption() throws Exception {
    return beans().stream()
        .filter(name -> "Encryption".equals(name.getKeyProperty("type")))
        .findAny()
        .orElseThrow();
  }

  /** Has nothing that could be asked for. */
  public interface SilentMBean {}

  /** The same. */
  public static final class Silent implements SilentMBean {}

  @Test
  void beanOfSomebodyElse_staysAndTheCacheHasAnotherBeside() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      String name =
          "io.sealcache:type=Encryption,CacheManager=%s,Cache=numbers"
              .formatted(fixture.manager().getURI().toString().replace(':', '.'));
      ObjectName taken = new ObjectName(name);
      ObjectName beside = new ObjectName(name + ",instance=2");
      SERVER.registerMBean(new Silent(), taken);
      try {
        assertThat(CapturedLog.of("io.sealcache", () -> fixture.<String, Integer>create("numbers")))
            .anySatisfy(line -> assertThat(line).contains("WARNING", name, "instance=2"));
        assertThat(SERVER.isRegistered(beside)).isTrue();

        fixture.manager().destroyCache("numbers");

        assertThat(SERVER.isRegistered(beside)).isFalse();
        assertThat(SERVER.getMBeanInfo(taken).getClassName()).isEqualTo(Silent.class.getName());
      } finally {
        SERVER.unregisterMBean(taken);
      }
    }
  }
}
