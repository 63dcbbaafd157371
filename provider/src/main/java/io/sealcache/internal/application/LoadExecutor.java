package io.sealcache.internal.application;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that {@code loadAll} runs on. */
public record LoadExecutor(ClassLoader loader) implements ThreadFactory, RejectedExecutionHandler {
  private static final int MOST_THREADS = 256;
  private static final int IDLE_SECONDS = 10;

  /**
   * A daemon thread for each load, gone when idle, with {@code loader} as its context: none waits
   * in a queue for a load that waits for it. Where there are very many the caller loads by itself.
   */
  public static ExecutorService of(ClassLoader loader) {
    LoadExecutor own = new LoadExecutor(loader);
    return new ThreadPoolExecutor(
        0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), own, own);
  }

  @Override
  public Thread newThread(Runnable task) {
    // Without what a caller's thread hands on: it serves other callers too.
    Thread thread = new Thread(null, task, "sealcache-load", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  @Override
  public void rejectedExecution(Runnable task, ThreadPoolExecutor executor) {
    if (executor.isShutdown()) {
      throw new RejectedExecutionException("The cache manager is closed");
    }
    task.run();
  }
}
