package io.sealcache.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.Inside;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** MBeans go with their cache, and no others do. */
class ClosedBeansTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final String STATISTICS = "javax.cache:type=CacheStatistics";
  private static final String CONFIGURATION = "javax.cache:type=CacheConfiguration";

  private static void enableUntil(AtomicBoolean done, CacheManager manager) {
    while (!done.get()) {
      manager.enableStatistics("closing", true);
      manager.enableManagement("closing", true);
    }
  }

  // Over another store than the reference implementation, which takes beans of this name away.
  @Test
  void beansThatAreEnabledWhileTheirCacheCloses_goWithIt() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      CacheManager manager = fixture.manager();
      AtomicBoolean done = new AtomicBoolean();
      List<FutureTask<Void>> enabling = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        FutureTask<Void> task = new FutureTask<>(() -> enableUntil(done, manager), null);
        enabling.add(task);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
      }
      for (int i = 0; i < 300; i++) {
        manager.createCache("closing", new MutableConfiguration<>()).close();
      }
      done.set(true);
      for (FutureTask<Void> each : enabling) {
        each.get();
      }

      assertThat(
              SERVER.queryNames(
                  new ObjectName(
                      "*:CacheManager=%s,Cache=closing,*"
                          .formatted(manager.getURI().toString().replace(':', '.'))),
                  null))
          .isEmpty();
    }
  }

  // Over another store than the reference implementation, which takes beans of this name away.
  @Test
  void statisticsOfAClosedCacheThatAreDisabled_leaveThoseOfTheNextOneOfItsName() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      CacheManager manager = fixture.manager();
      MutableConfiguration<Object, Object> counted =
          new MutableConfiguration<>().setStatisticsEnabled(true);
      EncryptedCache<?, ?> closed =
          (EncryptedCache<?, ?>) manager.createCache("successive", counted);
      closed.close();
      Cache<?, ?> next = manager.createCache("successive", counted);

      Inside.disableStatistics(closed);

      assertThat(SERVER.isRegistered(Stores.name(STATISTICS, next))).isTrue();
    }
  }

  @Test
  void cacheThatIsClosedByWhoHearsOfItsBean_leavesNone() throws Exception {
    ObjectName delegate = MBeanServerDelegate.DELEGATE_NAME;
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      Cache<?, ?> cache = fixture.manager().createCache("heard", new MutableConfiguration<>());
      ObjectName bean = Stores.name(CONFIGURATION, cache);
      NotificationListener closing =
          (heard, unused) -> {
            if (heard.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
                && ((MBeanServerNotification) heard).getMBeanName().equals(bean)) {
              cache.close();
            }
          };
      SERVER.addNotificationListener(delegate, closing, null, null);
      try {
        fixture.manager().enableManagement("heard", true);
      } finally {
        SERVER.removeNotificationListener(delegate, closing);
      }

      assertThat(cache.isClosed()).isTrue();
      assertThat(SERVER.isRegistered(bean)).isFalse();
    }
  }

  @Test
  void close_ofACacheWhoseNameHasAnothersObjectName_leavesTheOthersBean() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      fixture.create("a.b");
      ObjectName bean =
          new ObjectName(
              "io.sealcache:type=Encryption,CacheManager="
                  + fixture.manager().getURI().toString().replace(':', '.')
                  + ",Cache=a.b");

      fixture.create("a,b").close();

      assertThat(SERVER.isRegistered(bean)).isTrue();
    }
  }

  private static void disableWhileEnabled(
      ObjectName bean, Consumer<Boolean> enable, BooleanSupplier isEnabled) throws Exception {
    List<FutureTask<Boolean>> disabling = new ArrayList<>();
    List<Boolean> seen = new ArrayList<>();
    NotificationListener hearing =
        (heard, unused) -> {
          if (heard.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
              && ((MBeanServerNotification) heard).getMBeanName().equals(bean)) {
            disabling.add(
                Calls.waiting(
                    () -> {
                      enable.accept(false);
                      return true;
                    }));
            seen.add(isEnabled.getAsBoolean());
          }
        };
    SERVER.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, hearing, null, null);
    try {
      enable.accept(true);
    } finally {
      SERVER.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, hearing);
    }
    disabling.get(0).get();

    assertThat(seen).containsExactly(true);
    assertThat(isEnabled.getAsBoolean()).isFalse();
    assertThat(SERVER.isRegistered(bean)).isFalse();
  }

  @Test
  void whatIsDisabledWhileItIsEnabled_isOffAsItsBeanIs() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      CacheManager manager = fixture.manager();
      EncryptedCache<?, ?> cache = fixture.create("switched");

      disableWhileEnabled(
          Stores.name(STATISTICS, cache),
          isOn -> manager.enableStatistics("switched", isOn),
          () -> Inside.countsOperations(cache));
      disableWhileEnabled(
          Stores.name(CONFIGURATION, cache),
          isOn -> manager.enableManagement("switched", isOn),
          () -> StoreFixture.configuration(cache).isManagementEnabled());
    }
  }
}
