package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** Applications that come and go with class loaders, of which nobody knows anything afterwards. */
final class Undeployment {
  private Undeployment() {}

  interface Use {
    void of(Class<?> application) throws ReflectiveOperationException;
  }

  /** Uses {@link DeployedApplication} as one loader has it, with all it needs but the JDK. */
  static WeakReference<ClassLoader> inALoaderOfItsOwn(Use use) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(new File(part).toURI().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(application);
      use.of(application.loadClass(DeployedApplication.class.getName()));
      return new WeakReference<>(application);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  static void awaitCollected(WeakReference<ClassLoader> loader) throws Exception {
    inALoaderOfItsOwn(application -> application.getMethod("displaceOthersRecords").invoke(null));
    for (int i = 0; i < 3_000 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }
}
