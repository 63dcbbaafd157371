package io.sealcache.internal.seal;

import io.sealcache.core.Payload;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last compare-and-set writes that led to a stored value, newest first, or none: so that a
 * writer whose call the store repeated, and who lost it, sees whether its first attempt took
 * effect. Of more than {@link #LIMIT} the oldest is forgotten: whoever asks for it takes its write
 * for lost, never another's for its own. Immutable.
 *
 * @param tokens at most {@link #LIMIT}
 */
record WriterTrail(List<Token> tokens) {
  /** The most tokens. */
  static final int LIMIT = Payload.MAX_TRAIL_ENTRIES;

  /** The most tokens of one writer. */
  private static final int OF_A_WRITER = 2;

  private static final byte[] NO_ENTRIES = {};

  /**
   * The trail of a value that was not written by compare-and-set, or over a store that repeats
   * nothing.
   */
  static final WriterTrail NONE = new WriterTrail(List.of());

  WriterTrail {
    tokens = List.copyOf(tokens);
  }

  /** That of an opened value. */
  static WriterTrail read(byte[] entries) {
    if (entries.length == 0) {
      return NONE;
    }
    ByteBuffer from = ByteBuffer.wrap(entries);
    List<Token> tokens = new ArrayList<>();
    while (from.hasRemaining()) {
      tokens.add(new Token(from.getInt(), from.getLong()));
    }
    return new WriterTrail(tokens);
  }

  /** As it is sealed beside a value. */
  byte[] entries() {
    if (tokens.isEmpty()) {
      return NO_ENTRIES;
    }
    ByteBuffer to = ByteBuffer.allocate(tokens.size() * Payload.TRAIL_ENTRY_LENGTH);
    tokens.forEach(token -> to.putInt(token.writer()).putLong(token.attempt()));
    return to.array();
  }

  boolean contains(Token token) {
    return tokens.contains(token);
  }

  /** Whether the value was sealed anew, and not written. */
  boolean isOfReseal() {
    return !tokens.isEmpty() && tokens.get(0).equals(Token.RESEALED);
  }

  /** The trail of a value of this trail that is sealed anew. */
  WriterTrail ofReseal() {
    return followedBy(Token.RESEALED);
  }

  /**
   * The trail of what replaces a value of this trail. A writer's last but one stays too: its thread
   * may still wait, where another lost patience with it.
   */
  WriterTrail followedBy(Token newest) {
    List<Token> longer = new ArrayList<>();
    longer.add(newest);
    for (Token token : tokens) {
      boolean isOld = longer.stream().filter(token::isOfSameWriter).count() == OF_A_WRITER;
      if (longer.size() < LIMIT && !token.equals(Token.RESEALED) && !isOld) {
        longer.add(token);
      }
    }
    return new WriterTrail(longer);
  }

  /**
   * One compare-and-set write of one writer.
   *
   * @param writer random, one a JVM and cache
   * @param attempt random, one a write
   */
  record Token(int writer, long attempt) {
    /** The first of a trail where nothing but the seal is new: "sealed anew!" in ASCII. */
    private static final Token RESEALED = new Token(0x7365616c, 0x656420616e657721L);

    private boolean isOfSameWriter(Token other) {
      return writer == other.writer;
    }
  }

  /**
   * Gives a token for each write of one JVM in one cache; null where there are no trails.
   *
   * @param traced whether the store may repeat a call by itself
   */
  static @Nullable Supplier<Token> writer(boolean traced) {
    if (!traced) {
      return null;
    }
    SecureRandom random = new SecureRandom();
    int id = random.nextInt();
    return () -> new Token(id, random.nextLong());
  }
}
