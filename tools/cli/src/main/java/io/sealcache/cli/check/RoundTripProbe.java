package io.sealcache.cli.check;

import javax.cache.Cache;

/** Single operations, and a large value. */
final class RoundTripProbe implements Probe.Work {
  private static final int LARGE = 1 << 20;

  @Override
  public void run(ProbeCaches caches) throws UnfitException {
    Cache<String, String> cache = caches.open();
    cache.put("one", "first");
    UnfitException.unless("first".equals(cache.get("one")), "a value that was put is not found");
    UnfitException.unless(cache.containsKey("one"), "a key that was put is not contained");
    UnfitException.unless(
        "first".equals(cache.getAndPut("one", "second")),
        "getAndPut does not give what was there before");
    UnfitException.unless(
        "second".equals(cache.getAndRemove("one")), "a value that was replaced is not found");
    UnfitException.unless(cache.get("one") == null, "an entry that was removed is still there");

    String large = "0123456789abcdef".repeat(LARGE / 16);
    cache.put("large", large);
    UnfitException.unless(
        large.equals(cache.get("large")),
        "a value of %d bytes does not come back as it was".formatted(LARGE));
  }
}
