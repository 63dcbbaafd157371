package io.sealcache.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** A bean of somebody else's that has the name of a cache's. */
class TakenBeanNameTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

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
