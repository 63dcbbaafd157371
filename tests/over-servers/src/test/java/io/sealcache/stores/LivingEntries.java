package io.sealcache.stores;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/**
 * Keeps writing entries that live for a while, and reads its own and those of other applications
 * within their life: then each must be there.
 */
final class LivingEntries {
  /** The cache of the entries. */
  static final String LIVING = "living";

  /** The cache, without expiry, in which each thread names its newest entry. */
  static final String LATEST = "latest";

  static final long LIFE_MILLIS = 5_000;

  private static final long MARGIN_MILLIS = 500;
  private static final int THREADS = 2;
  private static final int MAX_FAILURES = 20;

  /**
   * Between rounds, so that applications never write more in a test than Hazelcast keeps by its
   * default: 10,000, from which on it evicts living entries too.
   */
  private static final long PAUSE_MILLIS = 20;

  private final Cache<String, Long> living;
  private final Cache<String, WriteOutcome> latest;
  private final String name;
  private final AtomicLong found = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  private LivingEntries(ClientApplication application, String name) {
    this.name = name;
    living =
        application.create(
            LIVING,
            new MutableConfiguration<String, Long>()
                .setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(
                        new Duration(TimeUnit.MILLISECONDS, LIFE_MILLIS))));
    latest = application.create(LATEST, new MutableConfiguration<String, WriteOutcome>());
    for (int thread = 0; thread < THREADS; thread++) {
      write(thread(name, thread), 0);
    }
  }

  /** Which entry, and when it was about to be written. */
  record WriteOutcome(long number, long millis) implements Serializable {}

  /** How often an entry was there, and what went wrong. */
  record Report(long found, List<String> failures) implements Serializable {}

  /** Creates the caches, and the first entries of this application. */
  static boolean open(ClientApplication application, String name) {
    application.keep(LivingEntries.class, new LivingEntries(application, name));
    return true;
  }

  /** Goes on until the {@link #end}; all {@code names} are open by now. */
  static boolean start(ClientApplication application, List<String> names) {
    LivingEntries entries = application.kept(LivingEntries.class);
    for (int thread = 0; thread < THREADS; thread++) {
      String own = thread(entries.name, thread);
      Thread started = new Thread(() -> entries.run(own, names));
      started.setDaemon(true);
      started.start();
      entries.threads.add(started);
    }
    return true;
  }

  static Report report(ClientApplication application) {
    LivingEntries entries = application.kept(LivingEntries.class);
    return new Report(entries.found.get(), List.copyOf(entries.failures));
  }

  static Report end(ClientApplication application) throws InterruptedException {
    LivingEntries entries = application.kept(LivingEntries.class);
    entries.running = false;
    for (Thread thread : entries.threads) {
      thread.join();
    }
    return report(application);
  }

  private static String thread(String application, int thread) {
    return application + "-" + thread + "-";
  }

  private void run(String own, List<String> names) {
    Deque<WriteOutcome> alive = new ArrayDeque<>();
    for (long round = 1; running && failures.size() < MAX_FAILURES; round++) {
      String other = thread(names.get((int) (round % names.size())), (int) (round % THREADS));
      try {
        alive.add(write(own, round));
        while (!alive.isEmpty() && isOld(alive.element())) {
          alive.remove();
        }
        if (!alive.isEmpty()) { // unless the machine stood still since it was written
          read(own, alive.element());
        }
        read(other, requireNonNull(latest.get(other), "the newest entry of " + other));
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  private WriteOutcome write(String thread, long number) {
    WriteOutcome written = new WriteOutcome(number, System.currentTimeMillis());
    living.put(thread + number, number);
    latest.put(thread, written);
    return written;
  }

  private void read(String thread, WriteOutcome written) {
    Long value = living.get(thread + written.number());
    if (value != null && value == written.number()) {
      found.incrementAndGet();
    } else if (value != null || !isOld(written)) {
      failures.add("%s%d is %d".formatted(thread, written.number(), value));
    }
  }

  private static boolean isOld(WriteOutcome written) {
    return System.currentTimeMillis() - written.millis() > LIFE_MILLIS - MARGIN_MILLIS;
  }
}
