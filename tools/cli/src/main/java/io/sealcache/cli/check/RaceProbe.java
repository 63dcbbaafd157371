package io.sealcache.cli.check;

import javax.cache.Cache;

/** Races for one entry, in this JVM. */
final class RaceProbe implements Probe.Work {
  private static final int ROUNDS = 50;

  @Override
  public void run(ProbeCaches caches) throws Exception {
    Cache<String, String> cache = caches.open();
    cache.put("counter", "0");
    Race.of(() -> increment(cache));
    ensureCount(cache, Race.THREADS * ROUNDS, "replace");
    Race.of(() -> process(cache));
    ensureCount(cache, 2 * Race.THREADS * ROUNDS, "entry processors");
    int won = Race.of(() -> create(cache));
    UnfitException.unless(
        won == ROUNDS,
        "putIfAbsent of %d keys by %d threads says %d times that it was the first"
            .formatted(ROUNDS, Race.THREADS, won));
  }

  private static void ensureCount(Cache<String, String> cache, int expected, String by)
      throws UnfitException {
    String found = cache.get("counter");
    UnfitException.unless(
        String.valueOf(expected).equals(found),
        "after %d increments by %d threads, the last ones by %s, the counter is %s"
            .formatted(expected, Race.THREADS, by, found));
  }

  private static int increment(Cache<String, String> cache) throws UnfitException {
    int attempts = 0;
    for (int i = 0; i < ROUNDS; attempts++) {
      String seen = cache.get("counter");
      UnfitException.unless(seen != null, "an entry is gone while threads change it");
      if (cache.replace("counter", seen, next(seen))) {
        i++;
      }
      if (attempts > 10_000 * ROUNDS) {
        throw new IllegalStateException("replace never says that it was done");
      }
    }
    return ROUNDS;
  }

  private static int process(Cache<String, String> cache) {
    for (int i = 0; i < ROUNDS; i++) {
      cache.invoke(
          "counter",
          (entry, arguments) -> {
            entry.setValue(next(entry.getValue()));
            return "";
          });
    }
    return ROUNDS;
  }

  private static int create(Cache<String, String> cache) {
    int created = 0;
    for (int i = 0; i < ROUNDS; i++) {
      created += cache.putIfAbsent("fresh " + i, Thread.currentThread().getName()) ? 1 : 0;
    }
    return created;
  }

  private static String next(String number) {
    return String.valueOf(Integer.parseInt(number) + 1);
  }
}
