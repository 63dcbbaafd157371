package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.internal.text.LoggerName;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications that leave while the JVM stays, with their class loaders. */
class RedeploymentTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final URI uri = URI.create("test:" + UUID.randomUUID());

  /** What an application left, no other test shall find. */
  @AfterEach
  void unregister() throws Exception {
    for (ObjectName left : beans()) {
      SERVER.unregisterMBean(left);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE_IMPLEMENTATION", "CAFFEINE"})
  void applicationThatClosesNothing_isCollected(TestStore store) throws Exception {
    WeakReference<ClassLoader> application = forgotten(store);

    awaitCollected(application);

    Set<ObjectName> left = beans();
    assertThat(left).hasSize(3);
    for (ObjectName name : left) { // tools list what there is
      assertThat(SERVER.getMBeanInfo(name).getAttributes()).isNotEmpty();
      assertThat(SERVER.queryMBeans(name, null)).hasSize(1);
      String attribute = SERVER.getMBeanInfo(name).getAttributes()[0].getName();
      assertThatExceptionOfType(RuntimeMBeanException.class)
          .isThrownBy(() -> SERVER.getAttribute(name, attribute))
          .havingCause()
          .withMessageContaining("gone");
    }
  }

  @Test
  void nextDeployment_hasTheNamesOfTheOneThatIsGone() throws Exception {
    awaitCollected(forgotten(TestStore.CAFFEINE));
    Set<ObjectName> before = beans();

    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      List<String> log =
          CapturedLog.of(
              LoggerName.PROVIDER,
              () -> create(provider, getClass().getClassLoader(), TestStore.CAFFEINE));

      assertThat(log).noneMatch(line -> line.contains("MBean"));
      assertThat(beans()).isEqualTo(before);
      assertThat(sealed(encryption())).isZero();
    }
    assertThat(beans()).isEmpty();
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
              LoggerName.PROVIDER, () -> create(second, ours, TestStore.REFERENCE_IMPLEMENTATION));

      assertThat(log)
          .filteredOn(line -> line.contains("The MBean"))
          .hasSize(3)
          .allMatch(line -> line.startsWith("WARNING") && line.contains(",instance=2"));
      assertThat(beans()).hasSize(6);
      first.close();

      assertThat(beans()).hasSize(3).allMatch(name -> "2".equals(name.getKeyProperty("instance")));
      assertThat(sealed(encryption())).isZero();
    }
  }

  @Test
  void applicationThatBringsItsStore_isCollectedOnceItClosedItsManagers() throws Exception {
    try (EncryptedCachingProvider shared = new EncryptedCachingProvider()) {
      awaitCollected(deployedAndClosed(shared));
      assertThat(beans()).isEmpty();
    }
  }

  private WeakReference<ClassLoader> forgotten(TestStore store) throws Exception {
    return inALoaderOfItsOwn(
        application ->
            application
                .getMethod("run", String.class, String.class)
                .invoke(null, store.providerClass(), uri.toString()));
  }

  private interface Use {
    void of(Class<?> application) throws ReflectiveOperationException;
  }

  private static WeakReference<ClassLoader> inALoaderOfItsOwn(Use use) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(new File(part).toURI().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(application);
      use.of(application.loadClass(ForgetfulApplication.class.getName()));
      return new WeakReference<>(application);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private WeakReference<ClassLoader> deployedAndClosed(EncryptedCachingProvider shared)
      throws Exception {
    try (URLClassLoader application = new StoreLoader()) {
      CacheManager manager = create(shared, application, TestStore.REFERENCE_IMPLEMENTATION);
      manager.<String, Integer>getCache("forgotten").put("a", 1);
      shared.close(application);
      return new WeakReference<>(application);
    }
  }

  /** Has the reference implementation for itself, and all else from above. */
  private static final class StoreLoader extends URLClassLoader {
    StoreLoader() throws MalformedURLException {
      super(
          new URL[] {
            org.jsr107.ri.spi.RICachingProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
          },
          RedeploymentTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("org.jsr107.ri.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }

  private CacheManager create(
      EncryptedCachingProvider provider, ClassLoader loader, TestStore store) {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", store.providerClass());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    CacheManager manager = provider.getCacheManager(uri, loader, properties);
    manager.createCache(
        "forgotten",
        new MutableConfiguration<String, Integer>()
            .setStatisticsEnabled(true)
            .setManagementEnabled(true));
    return manager;
  }

  private static void awaitCollected(WeakReference<ClassLoader> loader) throws Exception {
    inALoaderOfItsOwn(application -> application.getMethod("displaceOthersRecords").invoke(null));
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
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

  private static long sealed(ObjectName name) {
    return JMX.newMXBeanProxy(SERVER, name, EncryptionMXBean.class).getSealed();
  }
}
