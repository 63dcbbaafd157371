package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerClassLoaderTest {
  private static final ClassLoader OURS = PerClassLoader.class.getClassLoader();

  private final PerClassLoader<List<Object>> lists = new PerClassLoader<>(ArrayList::new);

  private static URLClassLoader loader() {
    return new URLClassLoader(new URL[0], OURS);
  }

  @Test
  void of_eachLoaderHasOneOfItsOwn() throws Exception {
    try (URLClassLoader first = loader();
        URLClassLoader second = loader()) {
      List<List<Object>> made =
          List.of(
              lists.of(first),
              lists.of(second),
              lists.of(OURS),
              lists.of(ClassLoader.getPlatformClassLoader()));

      for (int i = 0; i < made.size(); i++) {
        made.get(i).add(i);
      }
      assertThat(lists.of(first)).containsExactly(0);
      assertThat(lists.of(second)).containsExactly(1);
      assertThat(lists.of(OURS)).containsExactly(2);
      assertThat(lists.of(ClassLoader.getPlatformClassLoader())).containsExactly(3);
      assertThat(lists.all()).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  @Test
  void two_haveNothingInCommon() throws Exception {
    try (URLClassLoader loader = loader()) {
      lists.of(loader).add("ours");

      assertThat(new PerClassLoader<List<Object>>(ArrayList::new).of(loader)).isEmpty();
    }
  }

  @Test
  void objectThatRefersToItsLoader_isThereAsLongAsThat() throws Exception {
    try (URLClassLoader stays = loader()) {
      lists.of(stays).add(stays);
      WeakReference<ClassLoader> gone = addOne();
      for (int i = 0; i < 3_000 && gone.get() != null; i++) {
        System.gc();
        Thread.sleep(20);
      }

      assertThat(gone.get()).isNull();
      assertThat(lists.of(stays)).containsExactly(stays);
      assertThat(lists.all()).hasSize(1);
    }
  }

  private WeakReference<ClassLoader> addOne() throws Exception {
    try (URLClassLoader loader = loader()) {
      lists.of(loader).add(loader);
      return new WeakReference<>(loader);
    }
  }
}
