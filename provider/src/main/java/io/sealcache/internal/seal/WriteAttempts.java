package io.sealcache.internal.seal;

import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The compare-and-set writes of one JVM in one cache, while they are under way. A thread asks for
 * its own write only, and not after it: so each write takes the place of this JVM's earlier ones in
 * an entry's trail, but not of those that are still under way. Thread-safe.
 */
final class WriteAttempts {
  private final @Nullable SecureRandom random; // null: the store repeats nothing
  private final int writer;
  private final Set<WriterTrail.Token> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param traced whether the store may repeat a call by itself; else there are no trails
   */
  WriteAttempts(boolean traced) {
    this.random = traced ? new SecureRandom() : null;
    this.writer = random == null ? 0 : random.nextInt();
  }

  /**
   * Begins a write.
   *
   * @param seen the trail of what is to be replaced
   */
  Attempt begin(WriterTrail seen) {
    if (random == null) {
      return new Attempt(null, WriterTrail.NONE);
    }
    WriterTrail.Token token = new WriterTrail.Token(writer, random.nextLong());
    underWay.add(token);
    return new Attempt(token, seen.followedBy(token, this::isObsolete));
  }

  private boolean isObsolete(WriterTrail.Token token) {
    return token.writer() == writer && !underWay.contains(token);
  }

  /** One write, until it is closed. */
  final class Attempt implements AutoCloseable {
    private final WriterTrail.@Nullable Token token;
    private final WriterTrail trail;

    private Attempt(WriterTrail.@Nullable Token token, WriterTrail trail) {
      this.token = token;
      this.trail = trail;
    }

    /** What the value is to be sealed with. */
    WriterTrail trail() {
      return trail;
    }

    /** Whether it led to a value of this trail. */
    boolean isIn(WriterTrail found) {
      return token != null && found.contains(token);
    }

    @Override
    public void close() {
      if (token != null) {
        underWay.remove(token);
      }
    }
  }
}
