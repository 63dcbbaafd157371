package io.sealcache.cdi;

import io.sealcache.fixture.CapturedLog;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** Containers with a few beans and the extension, which is found as a service. */
final class Containers {
  /** That of the application that was started last. */
  static ClassLoader last = ClassLoader.getSystemClassLoader();

  private Containers() {}

  static SeContainer of(Class<?>... beans) {
    return start(SeContainerInitializer.newInstance().addBeanClasses(beans));
  }

  static SeContainer start(SeContainerInitializer container) {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    // OpenWebBeans knows its containers by it, also one whose start failed.
    last = new URLClassLoader(new URL[0], loader);
    thread.setContextClassLoader(last);
    try {
      // It also reads each class of the tests at each start. Weld would find no extension.
      return isOpenWebBeans(container)
          ? container.disableDiscovery().initialize()
          : container.initialize();
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private static boolean isOpenWebBeans(SeContainerInitializer container) {
    return container.getClass().getName().startsWith("org.apache.openwebbeans.");
  }

  /** The messages of a level that the extension logs. */
  static List<String> logged(String level, Runnable action) {
    return CapturedLog.of("io.sealcache.cdi", 0, action).stream()
        .filter(line -> line.startsWith(level + " "))
        .toList();
  }
}
