package io.sealcache;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that {@code loadAll} runs on, where the application gave none. */
final class LoadExecutor {
  private static final int IDLE_SECONDS = 10;

  private LoadExecutor() {}

  /** As many daemon threads as processors, gone when idle, with {@code loader} as their context. */
  static ExecutorService of(ClassLoader loader) {
    int threads = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "sealcache-load");
              thread.setDaemon(true);
              thread.setContextClassLoader(loader);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
