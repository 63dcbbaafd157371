package io.sealcache.cli.check;

import javax.cache.Cache;

/** Whether a cache that is destroyed is gone. */
final class DestructionProbe implements Probe.Work {
  @Override
  public void run(ProbeCaches caches) throws UnfitException {
    Cache<String, String> cache = caches.open();
    cache.put("one", "first");
    Cache<String, String> fresh = caches.remake(cache);
    UnfitException.unless(
        fresh.get("one") == null && !fresh.iterator().hasNext(),
        "a cache that was destroyed has its entries when it is made again");
  }
}
