package io.sealcache.codec.standard;

import java.io.InvalidObjectException;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what it costs to make the objects of one Java stream. The JDK's hash tables ask each key
 * for its hash code as they are read, and a collection asks all that it holds, as often as it holds
 * it: thirty sets, each twice in the next one, cost 2^30 steps. So each of the JDK's collections is
 * counted with all that it holds, what it holds twice twice, before another one can ask it. One for
 * each stream.
 */
final class HashedParts {
  /**
   * The work that a short stream may cause; everyday streams cause about as many as they have
   * bytes.
   */
  private static final long FREE = 1 << 16;

  private static final long PER_BYTE = 64;
  private static final long ENDLESS = Long.MAX_VALUE / 4; // so that three of them can be added
  private static final long UNFINISHED = -1;

  /** Whether code of java.util makes an object's hash code of its parts' ones. */
  private static final ClassValue<Boolean> COUNTED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return CollectionForms.isOfJavaUtil(type)
              && (Collection.class.isAssignableFrom(type)
                  || Map.class.isAssignableFrom(type)
                  || Map.Entry.class.isAssignableFrom(type));
        }
      };

  private final IdentityHashMap<Object, Long> counts = new IdentityHashMap<>(8);
  private final boolean reading;
  private final long limit;
  private long sum;
  private int collections;
  private boolean hidden;

  private HashedParts(boolean reading, long limit) {
    this.reading = reading;
    this.limit = limit;
  }

  static HashedParts ofStream(int length) {
    return new HashedParts(true, limit(length));
  }

  /** Of an object that is written: {@link #check} is to be called once the length is known. */
  static HashedParts ofObject() {
    return new HashedParts(false, ENDLESS);
  }

  private static long limit(int length) {
    return FREE + PER_BYTE * length;
  }

  /**
   * Adds an object that is written, or that was read with all that it holds.
   *
   * @throws InvalidObjectException if there are too many parts, or a collection holds itself
   */
  void add(@Nullable Object object) throws InvalidObjectException {
    if (object != null && COUNTED.get(object.getClass())) {
      Long known = counts.get(object);
      sum = bounded(sum + (known == null ? count(object) : known), limit);
      collections++;
    } else if (object != null && CollectionForms.isOfImmutable(object)) {
      hidden = true;
      collections++;
    }
  }

  /**
   * Whether only a reader can tell: what is written for a List.of shows nobody what it holds. A
   * reference takes 5 bytes, so few collections, or short streams, can't hold others too often.
   */
  boolean areHidden(int length) {
    return hidden && collections > 1 && length > (collections > 2 ? 256 : 1024);
  }

  /**
   * @throws InvalidObjectException if what was written to so many bytes can't be read
   */
  void check(int length) throws InvalidObjectException {
    bounded(sum, limit(length));
  }

  private static long bounded(long parts, long most) throws InvalidObjectException {
    if (parts > most) {
      throw new InvalidObjectException(
          "Collections of java.util hold others so often that their hash codes cost too much");
    }
    return parts;
  }

  private long count(Object holder) throws InvalidObjectException {
    counts.put(holder, UNFINISHED);
    long count = 1;
    try {
      // One after the other: a short stream may stand for a list of 2^31 copies.
      if (holder instanceof Collection<?> collection) {
        for (Object part : collection) {
          count = bounded(count + partsOf(part), limit);
        }
      } else if (holder instanceof Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          count = bounded(count + partsOf(entry.getKey()) + partsOf(entry.getValue()), limit);
        }
      } else if (holder instanceof Map.Entry<?, ?> entry) {
        count = bounded(count + partsOf(entry.getKey()) + partsOf(entry.getValue()), limit);
      }
    } catch (ConcurrentModificationException e) {
      // Another thread changes what is written, which is the stream's to mind; reading will tell.
    }
    counts.put(holder, count);
    return count;
  }

  private long partsOf(@Nullable Object part) throws InvalidObjectException {
    if (part == null || !COUNTED.get(part.getClass())) {
      return 1;
    }
    Long known = counts.get(part);
    if (known == null && !reading) {
      return count(part);
    } else if (known == null || known == UNFINISHED) {
      throw new InvalidObjectException("A collection of java.util holds itself, or others that do");
    }
    return known;
  }
}
