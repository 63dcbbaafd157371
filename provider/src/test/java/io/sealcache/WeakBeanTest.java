package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bean through what the server is given of it, whichever classes that is of. */
class WeakBeanTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final List<WeakBean> kept = new ArrayList<>();

  /** Has all that a bean may have. */
  public interface LimitMXBean {
    long getLimit();

    void setLimit(long limit);

    long times(long factor);
  }

  private static final class Limit implements LimitMXBean {
    private long limit = 7;

    @Override
    public long getLimit() {
      return limit;
    }

    @Override
    public void setLimit(long limit) {
      this.limit = limit;
    }

    @Override
    public long times(long factor) {
      return factor * limit;
    }
  }

  private enum Classes {
    OURS {
      @Override
      WeakBean of(DynamicMBean bean) {
        return WeakBean.ofOurClasses(bean);
      }
    },
    THE_JDKS {
      @Override
      WeakBean of(DynamicMBean bean) {
        return WeakBean.ofJdksClasses(bean);
      }
    };

    abstract WeakBean of(DynamicMBean bean);
  }

  private static DynamicMBean bean() {
    return new StandardMBean(new Limit(), LimitMXBean.class, true);
  }

  private WeakBean kept(WeakBean bean) {
    kept.add(bean);
    return bean;
  }

  private ObjectName register(WeakBean bean) throws Exception {
    return server
        .registerMBean(bean.forServer(), new ObjectName("io.sealcache:type=Limit"))
        .getObjectName();
  }

  @ParameterizedTest
  @EnumSource
  void bean_doesWhatTheServerIsAskedFor(Classes classes) throws Exception {
    ObjectName name = register(kept(classes.of(bean())));

    server.setAttribute(name, new Attribute("Limit", 8L));
    assertThat(server.getAttribute(name, "Limit")).isEqualTo(8L);
    server.setAttributes(name, new AttributeList(List.of(new Attribute("Limit", 9L))));
    assertThat(server.getAttributes(name, new String[] {"Limit"}).asList())
        .containsExactly(new Attribute("Limit", 9L));
    assertThat(server.invoke(name, "times", new Object[] {2L}, new String[] {"long"}))
        .isEqualTo(18L);
    assertThat(server.getMBeanInfo(name)).isEqualTo(bean().getMBeanInfo());
    assertThat(WeakBean.isGone(server, name)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void failureOfTheBean_isTheServersAnswer(Classes classes) throws Exception {
    ObjectName name = register(kept(classes.of(bean())));

    assertThatExceptionOfType(AttributeNotFoundException.class)
        .isThrownBy(() -> server.getAttribute(name, "Nothing"));
  }

  @ParameterizedTest
  @EnumSource
  void beanThatNobodyRefersTo_saysThatItIsGoneAndWhatItWas(Classes classes) throws Exception {
    ObjectName name = register(classes.of(bean()));

    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!WeakBean.isGone(server, name) && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(1);
    }

    assertThatExceptionOfType(RuntimeMBeanException.class)
        .isThrownBy(() -> server.getAttribute(name, "Limit"))
        .havingCause()
        .withMessageContaining("gone");
    assertThat(server.getMBeanInfo(name)).isEqualTo(bean().getMBeanInfo());
  }

  /** What an application brings is in RedeploymentTest. */
  @Test
  void beanWhereSealCacheIsOnTheJvmsClassPath_isOfOurClasses() {
    assertThat(WeakBean.class.getClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
    assertThat(WeakBean.of(bean()).forServer().getClass())
        .isSameAs(WeakBean.ofOurClasses(bean()).forServer().getClass());
  }
}
