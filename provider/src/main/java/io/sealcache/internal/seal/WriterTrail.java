package io.sealcache.internal.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last compare-and-set writes that led to a stored value, newest first, or none: so that a
 * writer whose call the store repeated, and who lost it, sees whether its first attempt took
 * effect. Of more than {@link #LIMIT} the oldest is forgotten: whoever asks for it takes its write
 * for lost, never another's for its own.
 *
 * <pre>
 * 1 number of tokens (1 to 16) | tokens: 4 writer, 8 attempt
 * </pre>
 *
 * Immutable.
 *
 * @param tokens at most {@link #LIMIT}
 */
record WriterTrail(List<Token> tokens) {
  /** The most tokens. */
  static final int LIMIT = 16;

  /** The first token where nothing but the seal is new: "sealed anew!" in ASCII. */
  private static final Token RESEALED = new Token(0x7365616c, 0x656420616e657721L);

  /** Length in bytes of a trail that is as long as allowed. */
  static final int MAX_LENGTH = 1 + LIMIT * Token.LENGTH;

  /** What was not written by compare-and-set, or over a store that repeats nothing. */
  static final WriterTrail NONE = new WriterTrail(List.of());

  WriterTrail {
    tokens = List.copyOf(tokens);
  }

  /**
   * Where the trail that begins at {@code start} ends; -1 if it is malformed.
   *
   * @param start 0 or more, at most the length of {@code plaintext}
   */
  static int end(byte[] plaintext, int start) {
    int count = start < plaintext.length ? plaintext[start] & 0xff : 0;
    int end = start + 1 + count * Token.LENGTH;
    return count >= 1 && count <= LIMIT && end <= plaintext.length ? end : -1;
  }

  /** The trail that begins at {@code start}, of which {@link #end} knows that it is well-formed. */
  static WriterTrail read(byte[] plaintext, int start) {
    ByteBuffer from = ByteBuffer.wrap(plaintext, start + 1, plaintext.length - start - 1);
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < plaintext[start]; i++) {
      tokens.add(Token.read(from));
    }
    return new WriterTrail(tokens);
  }

  /** How many bytes {@link #write} writes. */
  int length() {
    return isEmpty() ? 0 : 1 + tokens.size() * Token.LENGTH;
  }

  /** Writes it from {@code start} on, if it is not empty. */
  void write(byte[] plaintext, int start) {
    if (!isEmpty()) {
      plaintext[start] = (byte) tokens.size();
      ByteBuffer to = ByteBuffer.wrap(plaintext, start + 1, length() - 1);
      tokens.forEach(token -> token.write(to));
    }
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  boolean contains(Token token) {
    return tokens.contains(token);
  }

  /** Whether the value was sealed anew, and not written. */
  boolean isOfReseal() {
    return !tokens.isEmpty() && tokens.get(0).equals(RESEALED);
  }

  /** The trail of a value of this trail that is sealed anew. */
  WriterTrail ofReseal() {
    return startingWith(RESEALED, token -> false);
  }

  /**
   * The trail of what replaces a value of this trail.
   *
   * @param obsolete of which tokens nobody will ask any more
   */
  WriterTrail followedBy(Token newest, Predicate<Token> obsolete) {
    return startingWith(newest, obsolete);
  }

  private WriterTrail startingWith(Token newest, Predicate<Token> obsolete) {
    List<Token> longer = new ArrayList<>();
    longer.add(newest);
    for (Token token : tokens) {
      if (longer.size() < LIMIT && !token.equals(RESEALED) && !obsolete.test(token)) {
        longer.add(token);
      }
    }
    return new WriterTrail(longer);
  }

  /**
   * One compare-and-set write of one writer. Unlike a counter, random bits don't repeat in a copy
   * of a running process.
   *
   * @param writer random, one a JVM and cache
   * @param attempt random, one a write
   */
  record Token(int writer, long attempt) {
    /** Length in bytes. */
    static final int LENGTH = Integer.BYTES + Long.BYTES;

    static Token read(ByteBuffer from) {
      return new Token(from.getInt(), from.getLong());
    }

    void write(ByteBuffer to) {
      to.putInt(writer).putLong(attempt);
    }
  }
}
