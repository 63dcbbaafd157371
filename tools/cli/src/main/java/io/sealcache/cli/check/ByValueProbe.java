package io.sealcache.cli.check;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Whether the cache holds copies. */
final class ByValueProbe implements Probe.Work {
  @Override
  public void run(ProbeCaches caches) throws UnfitException {
    @SuppressWarnings("rawtypes") // as a configuration names the type
    Cache<String, List> cache = caches.open(caches.configuration(List.class));
    List<String> value = new ArrayList<>(List.of("as it was"));
    cache.put("list", value);
    value.add("changed after it was put");
    List<?> got = cache.get("list");
    ensure(got, "put");
    got.clear();
    ensure(cache.get("list"), "got");
  }

  private static void ensure(@Nullable List<?> found, String what) throws UnfitException {
    UnfitException.unless(found != null, "a value is gone after it was %s".formatted(what));
    UnfitException.unless(
        List.of("as it was").equals(found),
        "a value that is changed after it was %s changes what is in the cache".formatted(what));
  }
}
