package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class ListedBeansTest {
  private final ListedBeans beans = new ListedBeans();

  @Test
  void names_areOfTheVeryBeans() {
    Equal bean = new Equal("clear");
    beans.put(bean, "listed");

    assertThat(beans.name(bean)).isEqualTo("listed");
    assertThat(beans.name(new Equal("clear"))).isNull();
    assertThat(beans.name(null)).isNull();
  }

  /** Of a scope that has ended, such as a request's. */
  @Test
  void beans_areNotKept() throws InterruptedException {
    WeakReference<Object> gone = put();

    while (gone.get() != null) { // the default time-out ends it
      System.gc();
      Thread.sleep(10);
    }
    beans.put(new Object(), "another");
    assertThat(beans.name(new Object())).isNull();
  }

  private WeakReference<Object> put() {
    Object bean = new Object();
    beans.put(bean, "listed");
    return new WeakReference<>(bean);
  }

  private record Equal(String text) {}
}
