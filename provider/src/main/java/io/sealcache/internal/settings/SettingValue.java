package io.sealcache.internal.settings;

import io.sealcache.codec.Codec;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.AuditNames;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.internal.text.PrintableUri;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import java.io.ObjectInputFilter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A setting's value as it was given, and where. Each reading of it fails with an
 * IllegalArgumentException that names the setting, the value unless secret, and what is allowed.
 *
 * @param place where it was given, as messages show it, for example {@code 'sealcache.nonce'}
 * @param source which of the places that settings come from has it, for example {@code environment}
 * @param given a String, or for codecs, key sources, databases and tenant resolvers an instance
 */
public record SettingValue(String place, String source, Setting setting, Object given) {
  /** The value of max-age that says that there is no limit, whatever the expiry policy. */
  public static final String NONE = "none";

  /** What {@link #NONE} says. */
  public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  /** How times are written. */
  public static final String TIME =
      "a positive time such as 500ms, 30s, 10m, 12h, 7d or ISO-8601's PT10M";

  /** A number with a unit. */
  private static final Pattern SHORT_TIME = Pattern.compile("([0-9]+)(ms|[smhd])");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(|KiB|MiB|GiB)");

  /** Leaves room for what encryption adds within the longest array. */
  private static final long MAX_SIZE = 2000L << 20;

  /** Keys of tenants. */
  static final int MAX_IN_MEMORY = 1_000_000;

  /** Never the value: it may be secret. */
  @Override
  public String toString() {
    return place;
  }

  /** The value as a log may show it: no secret, tenant or context, no password in a URL. */
  String shown() {
    if (setting.isSecret() || setting == Setting.TENANT || setting == Setting.CONTEXT) {
      return "(not shown)";
    }
    if (!(given instanceof String text)) {
      return "an instance of " + given.getClass().getName();
    }
    return printable(text);
  }

  /** It may be a key in the wrong place, or behind a scheme, or a URL that has a password. */
  static String printable(String text) {
    return MasterKeyText.mayHoldAKey(text) || text.startsWith("jdbc:")
        ? "(not shown)"
        : PrintableUri.of(text);
  }

  /** The value, of the type that the setting has. */
  public Object value() {
    return switch (setting) {
      case STORE_PROVIDER, TENANT, CONFIG, KEYRING, KEYSTORE, KMS -> notBlank();
      case STORE_URI -> uri();
      case MASTER_KEY, PREVIOUS_MASTER_KEYS, INDEX_KEY, KEYSTORE_PASSWORD, CONTEXT -> text();
      case CODEC, KEY_CODEC -> choice(Codec.class);
      case AUDIT_NAMES -> option(AuditNames.class);
      case KEY_SOURCE -> choice(KeySource.class);
      case KEY_TABLE -> choice(DataSource.class);
      case TENANTS_IN_MEMORY -> count(MAX_IN_MEMORY);
      case KMS_REFRESH, KMS_GRACE, KEY_TABLE_MAX_AGE, CONTENTION_TIMEOUT -> time(TIME);
      case TENANT_RESOLVER -> choice(TenantResolver.class);
      case JAVA_FILTER -> filter();
      case COMPRESSION -> option(Compression.class);
      case PADDING -> option(Padding.class);
      case MAX_VALUE_SIZE -> size();
      case MAX_AGE -> maxAge();
      case ON_UNREADABLE -> option(OnUnreadable.class);
      case NONCE -> option(NonceMode.class);
    };
  }

  /** Well-formed text that was read as it was written, as keys are derived from it. */
  String text() {
    if (!(given instanceof String text)) {
      throw new IllegalArgumentException(
          "Setting %s is an instance of %s; it must be a String"
              .formatted(place, given.getClass().getName()));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "Setting " + place + " holds an unpaired surrogate; it must be well-formed Unicode");
    }
    if ((place + text).indexOf('\uFFFD') >= 0) {
      throw new IllegalArgumentException(
          "Setting %s has U+FFFD in its name or value, where a character could not be read; run the JVM with LC_ALL=C.UTF-8, and save files in UTF-8"
              .formatted(place));
    }
    return text;
  }

  private String notBlank() {
    String text = text();
    if (text.isBlank()) {
      throw refused("a text that is not blank");
    }
    return text;
  }

  /** An instance of that type, or a name. */
  private Object choice(Class<?> type) {
    return type.isInstance(given) ? given : notBlank();
  }

  /** Whether it is more than blanks. */
  boolean isGiven() {
    return !(given instanceof String text) || !text.isBlank();
  }

  /** The pattern as given. */
  String filter() {
    String pattern = notBlank();
    try {
      ObjectInputFilter.Config.createFilter(pattern);
      return pattern;
    } catch (IllegalArgumentException e) {
      throw refused("a pattern in the syntax of jdk.serialFilter (" + e.getMessage() + ")");
    }
  }

  /** Bytes. */
  long size() {
    Matcher matcher = SIZE.matcher(text());
    if (matcher.matches()) {
      int shift =
          switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
          };
      long number = Long.parseLong(matcher.group(1));
      if (number > 0 && number <= MAX_SIZE >> shift) {
        return number << shift;
      }
    }
    throw refused("1 to 2000MiB: a number of bytes, or one with KiB, MiB or GiB");
  }

  /** 1 to {@code most}. */
  int count(int most) {
    String text = text();
    if (text.matches("[1-9][0-9]{0,6}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw refused("a number from 1 to " + most);
  }

  /** A time, or {@link #FOREVER}. */
  Duration maxAge() {
    return text().equals(NONE) ? FOREVER : time(TIME + ", or '" + NONE + "'");
  }

  private Duration time(String allowed) {
    Duration time = parseTime(text());
    if (time == null) {
      throw refused(allowed);
    }
    return time;
  }

  /** 1 ms or more; null if the text is no {@link #TIME}. */
  public static @Nullable Duration parseTime(String text) {
    try {
      Duration duration = duration(text);
      return duration.toMillis() > 0 ? duration : null;
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT_TIME.matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** The constant whose name was given, in lower case and with hyphens. */
  <E extends Enum<E>> E option(Class<E> type) {
    String text = text();
    for (E constant : type.getEnumConstants()) {
      if (lowerCase(constant).equals(text)) {
        return constant;
      }
    }
    throw refused(
        Arrays.stream(type.getEnumConstants())
            .map(constant -> "'" + lowerCase(constant) + "'")
            .collect(Collectors.joining(" or ")));
  }

  /** How {@link #option} reads a constant. */
  public static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private URI uri() {
    try {
      return URI.create(notBlank());
    } catch (IllegalArgumentException e) {
      throw refused("a URI");
    }
  }

  private IllegalArgumentException refused(String allowed) {
    if (setting.isSecret()) {
      return new IllegalArgumentException("Setting %s must be %s".formatted(place, allowed));
    }
    return new IllegalArgumentException(
        "Setting %s is '%s'; it must be %s".formatted(place, printable(given.toString()), allowed));
  }
}
