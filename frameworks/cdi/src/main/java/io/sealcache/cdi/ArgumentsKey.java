package io.sealcache.cdi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The key that is made of arguments, equal by their content. Its name and component are stored in
 * caches, so they never change. A record, as these have no hash code of their own that would be
 * stored with them: that of an enum is another one in each JVM.
 */
record ArgumentsKey(List<@Nullable Object> arguments) implements GeneratedCacheKey {

  static ArgumentsKey of(@Nullable Object[] arguments) {
    List<@Nullable Object> kept = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      kept.add(Snapshot.of(argument));
    }
    return new ArgumentsKey(Collections.unmodifiableList(kept));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ArgumentsKey key
        && Arrays.deepEquals(arguments.toArray(), key.arguments.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(arguments.toArray());
  }

  /** Without the arguments, which are no one's to read in a log. */
  @Override
  public String toString() {
    return "key of " + arguments.size() + " arguments";
  }
}
