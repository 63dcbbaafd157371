package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.Coding;
import io.sealcache.internal.settings.Setting;
import java.time.LocalDate;
import java.time.Year;

/**
 * An application in a JVM of its own with one or both versions of Jackson; prints the package of
 * each codec that it names, and the bytes of a value and of a key that came back equal.
 */
public final class JacksonProgram {
  public enum Plan {
    GOLD
  }

  public record Customer(String name, int age, LocalDate born, Plan plan) {}

  public record Key(Year year, int number) {}

  private JacksonProgram() {}

  public static void main(String[] names) throws Exception {
    ClassLoader loader = requireNonNull(JacksonProgram.class.getClassLoader());
    Codecs codecs = new Codecs(null, loader);
    for (String name : names) {
      Codec values = codecs.choose(Setting.CODEC, name, Customer.class);
      Codec keys = codecs.choose(Setting.KEY_CODEC, name, Key.class);
      System.out.println(
          "%s %s %s"
              .formatted(
                  values.getClass().getPackageName(),
                  bytes(values, new Customer("Ada", 36, LocalDate.of(1815, 12, 10), Plan.GOLD)),
                  bytes(keys, new Key(Year.of(2026), 1))));
    }
  }

  private static String bytes(Codec codec, Object object) throws Exception {
    if (!Coding.of(codec).roundTrip(object).equals(object)) {
      throw new AssertionError(codec.name());
    }
    return Coding.of(codec).hex(object);
  }
}
