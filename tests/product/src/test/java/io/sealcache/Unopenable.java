package io.sealcache;

import static io.sealcache.core.UnreadableReason.FROM_THE_FUTURE;
import static io.sealcache.core.UnreadableReason.MALFORMED;
import static io.sealcache.core.UnreadableReason.TAMPERED;
import static io.sealcache.core.UnreadableReason.TOO_OLD;
import static io.sealcache.core.UnreadableReason.UNDECODABLE;
import static io.sealcache.core.UnreadableReason.UNKNOWN_KEY;

import io.sealcache.core.UnreadableReason;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.store.RawCache;
import io.sealcache.keys.FixedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Stored values that must not open in a cache of {@link #MAX_AGE}. */
enum Unopenable {
  EMPTY(MALFORMED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return new byte[0];
    }
  },
  PLAINTEXT(MALFORMED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return ("plaintext from before encryption, quite as long as " + sealed.length)
          .getBytes(StandardCharsets.UTF_8);
    }
  },
  OF_ANOTHER_SUITE(MALFORMED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return changed(sealed, 0);
    }
  },
  CUT_TO_ITS_HEADER(MALFORMED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return Arrays.copyOf(sealed, 25);
    }
  },
  OF_AN_UNKNOWN_KEY(UNKNOWN_KEY) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(
          new Forgery(FixedKey.hex(255), "", null, cacheName), storedKey, 0, STANDARD, now());
    }
  },
  CUT_SHORT(TAMPERED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return Arrays.copyOf(sealed, sealed.length - 1);
    }
  },
  WITH_A_FLIPPED_BIT(TAMPERED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return changed(sealed, 30);
    }
  },
  OF_ANOTHER_KEY(TAMPERED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(Forgery.in(cacheName), storedKey + "AAAA", 0, STANDARD, now());
    }
  },
  OF_ANOTHER_CACHE(TAMPERED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(Forgery.in("another-cache"), storedKey, 0, STANDARD, now());
    }
  },
  OF_A_TENANT(TAMPERED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(
          new Forgery(StoreFixture.MASTER_KEY, "", "acme", cacheName),
          storedKey,
          0,
          STANDARD,
          now());
    }
  },
  OF_ANOTHER_CONTEXT(TAMPERED) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(
          new Forgery(StoreFixture.MASTER_KEY, "another", null, cacheName),
          storedKey,
          0,
          STANDARD,
          now());
    }
  },
  TOO_OLD_BY_A_MINUTE(TOO_OLD) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      long written = now() - MAX_AGE.plusMinutes(1).toMillis();
      return forge(Forgery.in(cacheName), storedKey, 0, STANDARD, written);
    }
  },
  WRITTEN_TOMORROW(FROM_THE_FUTURE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      long written = now() + Duration.ofDays(1).toMillis();
      return forge(Forgery.in(cacheName), storedKey, 0, STANDARD, written);
    }
  },
  OF_ANOTHER_CODEC(UNDECODABLE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(Forgery.in(cacheName), storedKey, 0, STANDARD + 1, now());
    }
  },
  OF_A_LATER_FORMAT(UNDECODABLE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(Forgery.in(cacheName), storedKey, 4, STANDARD, now());
    }
  },
  WITHOUT_ITS_PADDING(UNDECODABLE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(Forgery.in(cacheName), storedKey, 2, STANDARD, now());
    }
  },
  DEFLATED_BY_ITS_FLAG_ALONE(UNDECODABLE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return forge(Forgery.in(cacheName), storedKey, 1, STANDARD, now());
    }
  },
  THAT_THE_CODEC_REFUSES(UNDECODABLE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      byte neverUsed = (byte) 0xc1; // by the MessagePack specification
      return Forgery.in(cacheName)
          .seal(storedKey, Forgery.plaintext(0, STANDARD, now(), neverUsed));
    }
  },
  WITHOUT_A_WHOLE_PLAINTEXT(UNDECODABLE) {
    @Override
    byte[] make(String cacheName, String storedKey, byte[] sealed) {
      return Forgery.in(cacheName).seal(storedKey, new byte[] {0, STANDARD, 0});
    }
  };

  static final Duration MAX_AGE = Duration.ofHours(1);

  private static final int STANDARD = 1;

  private final UnreadableReason reason;

  Unopenable(UnreadableReason reason) {
    this.reason = reason;
  }

  String reason() {
    return reason.name();
  }

  /** Each of them in each store, as arguments of a test. */
  static Stream<Arguments> onEachStore() {
    return Arrays.stream(TestStore.values())
        .flatMap(store -> Arrays.stream(values()).map(bad -> Arguments.of(store, bad)));
  }

  /** A cache in which none of them may open. */
  static EncryptedCache<String, Integer> cache(Stores stores, TestStore store, OnUnreadable mode) {
    return stores.create(
        store,
        new EncryptedConfiguration<String, Integer>().setMaxAge(MAX_AGE).setOnUnreadable(mode));
  }

  /** Puts an entry "good" and this one as "rot", whose stored key it gives. */
  String plant(Stores stores, EncryptedCache<String, Integer> cache) {
    RawCache raw = stores.raw(cache);
    raw.cache().clear();
    cache.put("rot", 1);
    String key = raw.onlyKey();
    raw.plant(key, make(cache.getName(), key, raw.value(key)));
    cache.put("good", 1);
    return key;
  }

  abstract byte[] make(String cacheName, String storedKey, byte[] sealed);

  private static byte[] changed(byte[] sealed, int index) {
    byte[] copy = sealed.clone();
    copy[index] ^= 0x40;
    return copy;
  }

  private static byte[] forge(
      Forgery forgery, String storedKey, int flags, int codec, long writeTimeMillis) {
    byte number = 7;
    return forgery.seal(
        storedKey,
        Forgery.plaintext(
            flags, codec, writeTimeMillis, (byte) 0xd2, number, number, number, number));
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
