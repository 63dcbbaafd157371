package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Unsupported;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The rules in which the arguments of a key and a value are encoded differently. */
enum Profile {
  /** One number has one form, as JavaScript can't tell 2.0 from 2; sets have an order. */
  ARGUMENTS("UUID, Instant, OffsetDateTime, ZonedDateTime, List, Set, Map") {
    @Override
    Number number(double finite) {
      boolean isIntegral = finite == Math.rint(finite);
      return isIntegral && finite >= -0x1p63 && finite < 0x1p64
          ? new BigDecimal(finite).toBigInteger()
          : Double.valueOf(finite);
    }

    @Override
    boolean takesSets() {
      return true;
    }

    @Override
    Object reduce(Object object) {
      if (object instanceof UUID uuid) {
        return uuid.toString();
      }
      if (object instanceof Instant instant) {
        return timestamp(instant);
      }
      if (object instanceof OffsetDateTime time) {
        return timestamp(time.toInstant());
      }
      if (object instanceof ZonedDateTime time) {
        return timestamp(time.toInstant());
      }
      throw unsupported(object);
    }
  },

  /** A value comes back as it was written, a map that is a date's or a time's as that. */
  VALUE("Instant, OffsetDateTime, LocalDateTime, LocalDate, LocalTime, OffsetTime, List, Map") {
    @Override
    Number number(double finite) {
      return finite;
    }

    @Override
    boolean takesSets() {
      return false;
    }

    @Override
    void requireReadable(Map<?, ?> map) {
      Map<Integer, Integer> hashes = new HashMap<>();
      map.keySet().forEach(key -> hashes.merge(Objects.hashCode(key), 1, Integer::sum));
      if (hashes.values().stream().anyMatch(keys -> keys > InteropCodec.MAX_KEYS_OF_ONE_HASH)) {
        throw new Unsupported(
            "A map has more than " + InteropCodec.MAX_KEYS_OF_ONE_HASH + " keys of one hash");
      } else if (!Temporals.isReadable(map)) {
        throw new Unsupported("A map is flagged as a date or time, and would not come back");
      }
    }

    @Override
    Object reduce(Object object) {
      Object sentinel = Temporals.sentinelOf(object);
      if (sentinel == null) {
        throw unsupported(object);
      }
      return sentinel;
    }
  };

  private final String taken;

  Profile(String taken) {
    this.taken = taken;
  }

  /** A double, or an integer that is encoded instead. */
  abstract Number number(double finite);

  abstract boolean takesSets();

  /**
   * @throws Unsupported if a reader would refuse the map, or make another object of it
   */
  void requireReadable(Map<?, ?> map) {}

  /**
   * A number, string or map that stands for an object.
   *
   * @throws Unsupported if there is none
   */
  abstract Object reduce(Object object);

  /** Microseconds, then one division: so defined as to give the same bits in each language. */
  private static double timestamp(Instant instant) {
    Temporals.requireYearOfPython(instant);
    long micros = Math.floorDiv(instant.getNano(), 1_000) + instant.getEpochSecond() * 1_000_000;
    return micros / 1e6;
  }

  /** To be thrown. */
  Unsupported unsupported(Object object) {
    return new Unsupported(
        ("%s is not what interop/v1 takes here: null, Boolean, integers, Float, Double, String,"
                + " byte[], %s")
            .formatted(object.getClass().getName(), taken));
  }
}
